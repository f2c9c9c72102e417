"""Opens a run's page, does what a reader would do at two sizes of window, and prints what it saw as JSON.

    .tools/browser/bin/python Scripts/open-run.py run.html [screenshot.png]
"""

from page_viewer import open_page

# Texts that stand on each other, and what reaches beyond the window: of the page's parts and of each drawing.
OVERLAPS = """() => {
  const found = [], boxes = [];
  const isShown = one => one.checkVisibility() && !one.closest('#tip') && !one.closest('option');
  for (const one of document.querySelectorAll('h1, h2, h3, p, li, label, button, td, th, .chip, .name, .figure, .meter, svg text')) {
    if (!isShown(one) || !one.textContent.trim() && !one.matches('.meter')) continue;
    const box = one.getBoundingClientRect();
    const scroll = one.closest('.scroll');
    if (box.width === 0) continue;
    if (!scroll && box.right > innerWidth + 1) found.push(`beyond the window: ${one.textContent.slice(0, 40)}`);
    boxes.push({ one, box, scroll });
  }
  for (let a = 0; a < boxes.length; a++) for (let b = a + 1; b < boxes.length; b++) {
    const [p, q] = [boxes[a], boxes[b]];
    if (p.one.contains(q.one) || q.one.contains(p.one) || p.scroll !== q.scroll) continue;
    // A heading stays while its table moves below it.
    if (p.scroll && (p.one.closest('thead') === null) !== (q.one.closest('thead') === null)) continue;
    const width = Math.min(p.box.right, q.box.right) - Math.max(p.box.left, q.box.left);
    const height = Math.min(p.box.bottom, q.box.bottom) - Math.max(p.box.top, q.box.top);
    if (width > 1 && height > 1) found.push(`${p.one.textContent.slice(0, 30)} | ${q.one.textContent.slice(0, 30)}`);
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page is wider than the window');
  return found;
}"""


# Where on the first timeline the middle of each track's longest slice is.
MIDDLES = """() => timelines[0].rows.map(track => {
  const slice = timelines[0].byTrack[track].reduce((most, slice) => slice[2] > most[2] ? slice : most);
  return timelines[0].x(slice[1] + slice[2] / 2);
})"""


def shown(page):
    data = page.locator("canvas").first.evaluate("one => ({...one.dataset})")
    return {name: int(value) for name, value in data.items()}


def settle(page):
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def look(page, seen):
    size = page.viewport_size["width"]
    seen.setdefault("overlaps", []).extend(f"{size}: {text}" for text in page.evaluate(OVERLAPS))
    if "sentences" in seen:
        return
    seen["sentences"] = page.locator("#sentences li").all_text_contents()
    seen["runs"] = page.locator("#timelines canvas").count()
    seen["operators"] = page.locator("#operators tbody tr").count()
    seen["dots"] = page.locator("#roofline circle").count()
    seen["units"] = page.locator("#units .name").all_text_contents()
    seen["links"] = page.locator("#links .name").all_text_contents()
    whole = shown(page)
    seen["whole"] = whole
    canvas = page.locator("canvas").first
    canvas.scroll_into_view_if_needed()
    # The longest slice of every track is hovered.
    seen["hovers"] = []
    box = canvas.bounding_box()
    for row, x in enumerate(page.evaluate(MIDDLES)):
        page.mouse.move(2, 2)
        page.mouse.move(box["x"] + x, box["y"] + 24 + 18 * row + 9)
        if page.locator("#tip").is_visible():
            seen["hovers"].append(page.locator("#tip div, #tip b").all_text_contents())
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60)
    page.mouse.wheel(0, -600)
    settle(page)
    seen["zoomed"] = shown(page)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 - 200, box["y"] + 60, steps=4)
    page.mouse.up()
    settle(page)
    seen["moved"] = shown(page)
    page.select_option("#layer", index=1)
    settle(page)
    seen["layer"] = shown(page)
    page.select_option("#token", index=1)
    settle(page)
    seen["token"] = shown(page)
    page.click("#whole")
    page.check("#every")
    settle(page)
    seen["every"] = shown(page)
    # Dots may lie on each other: the topmost one is under the pointer.
    page.locator("#roofline circle").first.hover(force=True)
    seen["dot"] = page.locator("#tip b").text_content()
    page.locator("#operators thead button").first.click()
    seen["sorted"] = page.locator("#operators tbody td:first-child").all_text_contents()
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    seen["theme_changes"] = before != page.evaluate("getComputedStyle(document.body).backgroundColor")


if __name__ == "__main__":
    open_page(look, "canvas", viewports=((1280, 900), (800, 900)))
