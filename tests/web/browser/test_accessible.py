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
    for width in (640, 320):  # 1280 at 200 % and 400 %
        page.set_viewport_size({"width": width, "height": 500})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_with_the_keyboard_alone_a_passage_is_found_and_opened(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
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


def test_without_script_everything_is_there(browser: object, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(f"{address}/search?q=home+education")
    page.locator("input[name='kind'][value='recommendation']").check()
    page.get_by_role("button", name="Apply").first.click()
    page.wait_for_url("**kind=recommendation**")
    assert page.locator(".cr-hit").count() > 0
    context.close()
