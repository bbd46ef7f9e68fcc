"""Every page is one that people can use who do not see it, who use a keyboard alone, or who enlarge it."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from crossreview.library import Library

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
PAGES = (
    *("/", "/search", "/search?q=elective+home+education&kind=recommendation&theme=NEE.elective_home_education"),
    *("/search?q=neglct", "/search?q=neglect+(", "/login", "/nowhere", "{passage}", "{page}"),
    *("/reviews", "/reviews?q=child", "{review}", "{review}?gaps=1", "{compare}", "/compare", "/decisions"),
    *("/themes", "/themes/NEE.elective_home_education", "/themes/HAR"),
    *("/trends?by=year&theme=NEE.elective_home_education&theme=HAR", "/trends?by=area", "/trends?by=addressee"),
    *("/similar", "/similar?draft=Visit+each+child+who+is+educated+at+home+once+a+year&area=Marlshire"),
    *("/add", "/about", "/about/models/themes-1"),
    *("/check", "/check?theme=HAR", "/corrections", "{correct}", "{add_item}"),
    *("{withdraw}", "/withdrawn", "/accessibility", "/decisions", "/search?q=child&since=some+day", "/similar?draft="),
    *("/search?q=school&theme=NEE&by=meaning", "{passage}&zoom=largest", "{widest}"),
)


@pytest.fixture(scope="session")
def places(shared_library: Library) -> dict[str, str]:
    """Addresses of what the sample library has."""
    (hit,) = shared_library.search("elective home education kind:recommendation by:words").hits[:1]
    document = f"/documents/{hit.document_id}"
    others = dict.fromkeys(hit.review for hit in shared_library.search("by:words kind:recommendation").hits)
    return {
        "passage": f"{document}/passages/{hit.part_id}?from=/search",
        "page": f"{document}/pages/1",
        "review": f"/reviews/{hit.review}",
        "compare": "/compare?" + "&".join(f"review={review}" for review in list(others)[:3]),
        "correct": f"{document}/items/{hit.item_id}/correct",
        "add_item": f"{document}/add?page={hit.page}",
        "withdraw": f"{document}/withdraw",
        # Its documents have the longest file names.
        "widest": f"/reviews/{max(shared_library.search('by:words').hits, key=lambda hit: len(hit.filename)).review}",
    }


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_has_to_be_scrolled_sideways(
    page: Page, address: str, places: dict[str, str], path: str
) -> None:
    page.goto(address + path.format(**places))
    found = Axe().run(page, options=RULES)
    told = [
        (each["id"], each["help"], [node["html"][:200] for node in each["nodes"]])
        for each in found.response["violations"]
    ]
    assert told == []
    # The program finds only those that something refers to.
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert sorted(ids) == sorted(set(ids))
    assert page.evaluate("document.body.classList.contains('govuk-frontend-supported')")
    for width in (640, 320):  # 1280 at 200 % and 400 %
        page.set_viewport_size({"width": width, "height": 500})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_with_the_keyboard_alone_a_passage_is_found_and_opened(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    page.keyboard.type("home education")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    first = page.locator(".cr-hit__title a").first
    first.focus()
    outline = first.evaluate("each => getComputedStyle(each).backgroundColor")
    assert outline != "rgba(0, 0, 0, 0)"  # what has the focus is seen to have it
    page.keyboard.press("Enter")
    page.wait_for_url("**/passages/**")
    assert page.locator(".cr-sheet__mark").count() >= 1


@pytest.mark.parametrize("path", ["/search?q=%22abc", "/search?since=some+day", "/trends?q=%22abc", "/similar?draft="])
def test_what_is_wrong_has_the_focus_and_leads_to_its_field(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    link = page.locator(".govuk-error-summary__list a").first
    field = link.get_attribute("href")
    assert field is not None
    link.click()
    assert page.evaluate("`#${document.activeElement.id}`") == field
    told = page.locator(field).get_attribute("aria-describedby")
    assert told is not None
    assert f"{field[1:]}-error" in told
    assert page.locator(f"{field}-error").is_visible()


def test_a_choice_changes_nothing_before_it_is_sent(page: Page, address: str) -> None:
    page.goto(f"{address}/search?q=school")
    before = page.url
    page.locator("#sort").select_option("date")
    page.locator("input[name='theme']").first.check()
    assert page.url == before
    page.get_by_role("button", name="Show in this order").click()
    page.wait_for_url("**sort=date**")
    assert "theme=" in page.url


def test_only_what_can_be_scrolled_is_a_stop_of_the_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/themes")
    assert page.locator(".cr-table-scroll[tabindex]").count() == 0
    page.set_viewport_size({"width": 320, "height": 500})
    page.wait_for_function("document.querySelector('.cr-table-scroll[tabindex][role=region][aria-label]') !== null")


@pytest.mark.parametrize("path", ["/trends?by=year&theme=NEE&theme=HAR&theme=MAW", "/reviews", "{compare}"])
def test_on_paper_no_column_is_lost(page: Page, address: str, places: dict[str, str], path: str) -> None:
    page.goto(address + path.format(**places))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 1000})  # about the width of a page of A4
    tables = "[...document.querySelectorAll('.cr-table-scroll table')]"
    assert page.evaluate(f"Math.max(...{tables}.map((each) => each.getBoundingClientRect().right))") <= 700
    links = "[...document.querySelectorAll('main a')].map((each) => getComputedStyle(each, '::after').content)"
    assert not any("(" in content for content in page.evaluate(links))


def test_without_script_everything_is_there(browser: object, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(f"{address}/search?q=home+education")
    page.locator("input[name='kind'][value='recommendation']").check()
    page.get_by_role("button", name="Apply filters").first.click()
    page.wait_for_url("**kind=recommendation**")
    assert page.locator(".cr-hit").count() > 0
    context.close()
