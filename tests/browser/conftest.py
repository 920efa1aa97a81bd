"""A real Chromium that may reach nothing but the files of the pack."""

import shutil
from pathlib import Path

import pytest


def chromium_path() -> str:
    """Where Chromium is; the test is skipped where it is not."""
    path = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("chromium is absent: the pages are NOT checked in a browser (install chromium)")
    return path


@pytest.fixture(scope="session")
def playwright():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright):
    chromium = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
    yield chromium
    chromium.close()


class Reader:
    """One open page, and every request it made that was not for itself."""

    def __init__(self, page, path: Path):
        self.page, self.requests, self.complaints = page, [], []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.route("**/*", lambda route: route.continue_() if route.request.url == path.as_uri() else route.abort())
        page.goto(path.as_uri())
        self.requests = [url for url in self.requests if url != path.as_uri() and not url.startswith("data:")]


@pytest.fixture
def open_page(browser):
    contexts = []

    def open_(path: Path, **wanted) -> Reader:
        contexts.append(browser.new_context(**wanted))
        return Reader(contexts[-1].new_page(), path)

    yield open_
    for context in contexts:
        context.close()
