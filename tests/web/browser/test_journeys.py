"""What a learning lead does, from question to answer, in a real browser."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from crossreview.library import Library

Served = Callable[..., str]


@pytest.fixture(scope="module")
def own(shared_library: Library, served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a copy of the sample library is served that may be changed."""
    copy = tmp_path_factory.mktemp("own") / "library"
    shutil.copytree(shared_library.root, copy)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("crossreview.web.reading.meaning.embed_in_background", lambda _: False)  # none outlives a test
        yield served(Library.open(copy))


def test_from_a_question_to_the_page_it_is_printed_on_and_back(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Search the reviews").fill("elective home education")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#found")).to_contain_text("passages in")
    page.locator("#kind-1").check()
    page.get_by_role("button", name="Apply filters").first.click()
    page.wait_for_url("**kind=**")
    asked = page.url
    page.locator(".cr-hit__title a").first.click()
    expect(page.get_by_role("heading", name="The passage")).to_be_visible()
    assert page.locator(".cr-sheet__mark").count() >= 1
    drawn = page.evaluate("fetch(document.querySelector('.cr-sheet image').href.baseVal).then(r => r.status)")
    assert drawn == 200
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy citation").click()
    expect(page.locator("#copied")).to_have_text("Copied.")
    assert ", page " in page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("link", name="Back", exact=True).click()
    assert page.url == asked


def test_what_is_seen_is_taken_along(page: Page, address: str) -> None:
    page.goto(f"{address}/search?q=elective+home+education")
    with page.expect_download() as download:
        page.get_by_role("link", name="a briefing in Word").click()
    words = [each.text for each in docx.Document(str(download.value.path())).paragraphs]
    assert "Briefing: elective home education" in words
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    assert zipfile.is_zipfile(io.BytesIO(Path(download.value.path()).read_bytes()))


def test_a_theme_is_corrected_found_and_taken_back(page: Page, own: str) -> None:
    searched = f"{own}/search?kind=recommendation&theme=NEE.elective_home_education"
    page.goto(searched)
    before = page.locator("#found").inner_text()
    page.goto(f"{own}/search?q=housing&kind=recommendation&by=words")
    page.locator(".cr-hit__title a").first.click()
    page.get_by_role("link", name="Correct this").click()
    page.get_by_text("Needs and life stage of the person", exact=True).first.click()
    page.get_by_label("Elective home education", exact=True).check()
    page.get_by_role("button", name="Save themes").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("Elective home education")
    page.goto(searched)
    after = page.locator("#found").inner_text()
    assert after != before
    page.goto(f"{own}/corrections")
    page.get_by_role("button", name="Undo").first.click()
    page.goto(searched)
    assert page.locator("#found").inner_text() == before


def test_a_draft_is_compared_with_what_was_asked(page: Page, address: str) -> None:
    page.goto(f"{address}/similar")
    page.get_by_label("Your draft").fill("Every child who is educated at home should be visited once a year.")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name="Where it recurs")).to_be_visible()
    assert page.locator("a[href*='/passages/']").count() > 0


def test_reviews_are_compared(page: Page, address: str) -> None:
    page.goto(f"{address}/reviews")
    boxes = page.locator("input[name='review']")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("button", name="Compare").first.click()
    page.wait_for_url("**/compare?**")
    assert page.locator("table").count() > 0


def test_a_document_is_added_and_found(page: Page, own: str, tmp_path: Path) -> None:
    pdf = next(iter(sorted((Path(__file__).parents[2] / "pdfs").glob("*.pdf"))))
    chosen = tmp_path / "our own review.pdf"
    shutil.copyfile(pdf, chosen)
    page.goto(f"{own}/add")
    page.locator("input[type='file']").set_input_files(chosen)
    page.get_by_role("button", name="Add and read them").click()
    page.wait_for_url("**/readings/**")
    expect(page.get_by_role("link", name="our own review.pdf")).to_be_visible(timeout=90_000)
