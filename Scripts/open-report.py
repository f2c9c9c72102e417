"""Opens an exploration report in headless Chromium, does what a reader would do, and prints what it saw as JSON.

    .tools/browser/bin/python Scripts/open-report.py report.html [screenshot.png]
"""

import json
import pathlib
import shutil
import sys

from playwright.sync_api import sync_playwright


def look(page, seen):
    points = page.locator("#scatter .scatterlayer .points path")
    seen["points"] = points.count()
    seen["hovers"] = []
    for index in range(min(3, seen["points"])):
        box = points.nth(index).bounding_box()
        # From outside first: a label that is there already is not the answer to this hover.
        page.mouse.move(2, 2)
        page.wait_for_function("!document.querySelector('#scatter .hoverlayer .hovertext')")
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_selector("#scatter .hoverlayer .hovertext")
        lines = page.locator("#scatter .hoverlayer .hovertext tspan.line").all_text_contents()
        seen["hovers"].append(lines)
    rows = page.locator("#table tbody tr")
    seen["rows"] = rows.count()
    page.locator("#table thead button").first.click()
    seen["ascending"] = page.locator("#table tbody tr td:nth-child(2)").all_text_contents()
    page.locator("#table thead button").first.click()
    seen["descending"] = page.locator("#table tbody tr td:nth-child(2)").all_text_contents()
    rows.last.click()
    seen["picked"] = page.locator(".picked").first.text_content()
    seen["treemap"] = page.locator("#treemap .slice").count()
    seen["path"] = page.locator("#path li").count()
    seen["path_lines"] = page.locator("#pathLines li").all_text_contents()
    seen["lines"] = page.locator("#lines tbody tr").count()
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    seen["theme_changes"] = before != page.evaluate("getComputedStyle(document.body).backgroundColor")


def main():
    report = pathlib.Path(sys.argv[1]).resolve()
    seen = {"errors": [], "requests": []}
    with sync_playwright() as playwright:
        # The page is our own file; Chromium's sandbox does not start for root and in containers.
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(5000)
        page.on("console", lambda message: seen["errors"].append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: seen["errors"].append(str(error)))
        page.on("request", lambda request: seen["requests"].append(request.url) if request.url.startswith("http") else None)
        page.goto(report.as_uri())
        try:
            page.wait_for_selector("#scatter .scatterlayer .points path", state="attached")
            look(page, seen)
        except Exception as error:  # what was seen until then says more than a traceback
            seen["errors"].append(str(error).splitlines()[0])
        if len(sys.argv) > 2:
            page.reload()
            page.wait_for_timeout(500)
            page.screenshot(path=sys.argv[2], full_page=True)
        browser.close()
    json.dump(seen, sys.stdout)


if __name__ == "__main__":
    main()
