"""A real browser on the page, which reports whatever should not have happened."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import pytest
from flask import Flask
from waitress import create_server

__all__ = [
    "Browser",
    "Page",
    "ViewportSize",
    "chromium",
    "needs_chromium",
    "served",
    "sync_api",
    "watched",
]

MUST: Final = bool(os.environ.get("CI"))
"""Where nobody is there to read why tests were skipped, they fail instead."""

if TYPE_CHECKING or MUST:
    from playwright import sync_api
    from playwright.sync_api import Browser, Page, ViewportSize
else:
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    Browser, Page = sync_api.Browser, sync_api.Page
    ViewportSize = sync_api.ViewportSize

# The first is Debian's Chromium without its windows: the same pages, in less than two
# thirds of the time.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NO_CHROMIUM: Final = (
    "needs Chromium; Debian, Ubuntu: sudo apt install chromium-headless-shell, "
    "or chromium where there is none"
)
needs_chromium = pytest.mark.skipif(CHROMIUM is None and not MUST, reason=NO_CHROMIUM)


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an application at a free port of this machine; yield its address."""
    server = create_server(
        app, host="127.0.0.1", port=0, threads=4, max_request_header_size=256 * 1024
    )

    def run() -> None:
        with suppress(OSError):  # its socket is closed while it waits for it
            server.run()

    threading.Thread(target=run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    server.task_dispatcher.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    assert CHROMIUM, NO_CHROMIUM
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def watched(browser: Browser, site: str, **options: Any) -> Iterator[Page]:
    """Open a page; at the end, fail if it complained or asked another host.

    Complaints are what the console says, which holds what the content security
    policy refuses, errors of scripts, and dialogs.
    """
    context = browser.new_context(base_url=site, **options)
    asked: list[str] = []
    said: list[str] = []
    page = context.new_page()
    page.on("request", lambda asking: asked.append(asking.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    yield page
    context.close()
    assert {urlsplit(url).netloc for url in asked} <= {urlsplit(site).netloc}
    assert said == []
