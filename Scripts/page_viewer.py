"""Opens a page that hwgen wrote in headless Chromium and prints what a reader's hand and eye find there as JSON."""

import json
import pathlib
import shutil
import sys

from playwright.sync_api import sync_playwright


def open_page(look, ready, viewports=((1280, 900),)):
    """Calls `look(page, seen)` at each size of window, when an element `ready` is there; a second argument names a screenshot."""
    report = pathlib.Path(sys.argv[1]).resolve()
    seen = {"errors": [], "requests": []}
    with sync_playwright() as playwright:
        # The page is our own file; Chromium's sandbox does not start for root and in containers.
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for width, height in viewports:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.set_default_timeout(5000)
            page.on("console", lambda message: seen["errors"].append(message.text) if message.type in ("error", "warning") else None)
            page.on("pageerror", lambda error: seen["errors"].append(str(error)))
            page.on("request", lambda request: seen["requests"].append(request.url) if request.url.startswith("http") else None)
            page.goto(report.as_uri())
            try:
                page.wait_for_selector(ready, state="attached")
                look(page, seen)
            except Exception as error:  # what was seen until then says more than a traceback
                seen["errors"].append(str(error).splitlines()[0])
            if len(sys.argv) > 2:
                page.reload()
                page.wait_for_timeout(500)
                path = pathlib.Path(sys.argv[2])
                name = path if len(viewports) == 1 else path.with_stem(f"{path.stem}-{width}")
                page.screenshot(path=name, full_page=True)
            page.close()
        browser.close()
    json.dump(seen, sys.stdout)
