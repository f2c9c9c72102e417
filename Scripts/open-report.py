"""Opens an exploration report in headless Chromium, does what a reader would do, and prints what it saw as JSON.

    .tools/browser/bin/python Scripts/open-report.py report.html [screenshot.png]
"""

from page_viewer import open_page


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


if __name__ == "__main__":
    open_page(look, "#scatter .scatterlayer .points path")
