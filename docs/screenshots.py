"""`python docs/screenshots.py LIBRARY`: the pictures of the web page in the README, made anew (needs Chromium)."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

IMAGES: Final = Path(__file__).parent / "images"
PAGES: Final = {
    "search": "/search?q=elective+home+education&kind=recommendation",
    "similar": "/similar?draft=Visit+each+child+who+is+educated+at+home+once+a+year&area=Marlshire",
}
ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


def main(library: str) -> None:
    """Serve a library and take the pictures."""
    command = [sys.executable, "-m", "crossreview", "serve", "--library", library, "--port", "0", "--read-only"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server, sync_playwright() as playwright:
        assert server.stderr is not None
        found = re.search(r"http://\S+?:\d+", server.stderr.readline())
        assert found is not None
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1240, "height": 900})
        for name, path in PAGES.items():
            page.goto(found[0] + path)
            page.screenshot(path=IMAGES / f"web-{name}.png")
            if name == "search":
                page.locator(".cr-hit__title a").first.click()
                page.wait_for_load_state("networkidle")
                page.screenshot(path=IMAGES / "web-passage.png")
        browser.close()
        server.terminate()


if __name__ == "__main__":
    main(sys.argv[1])
