/// Use of units and links as bars, and the roofline.
function meter(parts, label) {
  const bar = element("div", undefined, { class: "meter", role: "img", "aria-label": label });
  for (const [kind, share] of parts) bar.append(element("span", undefined, { class: kind, style: `width:${(100 * Math.max(0, Math.min(1, share))).toFixed(2)}%` }));
  return bar;
}
const counted = (name, count) => count > 1 ? `${name} (${count})` : name;

function unitBars(run) {
  const grid = element("div", undefined, { class: "use" });
  for (const unit of [...run.units].sort((a, b) => b.critical - a.critical || b.active - a.active)) {
    const known = unit.busy !== undefined && unit.busy !== null, spent = known ? unit.busy + unit.starved + unit.back_pressured : 0;
    const parts = known ? [["busy", unit.active * unit.busy], ["starved", unit.active * unit.starved], ["held", unit.active * unit.back_pressured],
      ["other", unit.active * Math.max(0, 1 - spent)]] : [["step", unit.active]];
    const bar = meter(parts, `${unit.name}: ${percent(unit.active)} of the time with a step`);
    const lines = [counted(unit.name, unit.count), `with a step ${percent(unit.active)} of the time`, `the end waits for it ${percent(unit.critical)}`];
    if (known) lines.push(`of its steps' cycles: busy ${percent(unit.busy)}, starved ${percent(unit.starved)}, back-pressured ${percent(unit.back_pressured)}`);
    bar.onpointermove = event => showTip(lines, event);
    bar.onpointerleave = () => showTip(null);
    grid.append(element("div", counted(unit.name, unit.count), { class: "name", title: unit.name }), bar,
      element("div", `${percent(unit.active)}, critical ${percent(unit.critical)}`, { class: "figure" }));
  }
  const known = run.units.some(unit => unit.busy !== undefined && unit.busy !== null);
  const kinds = known ? [["busy", "busy"], ["starved", "starved"], ["held", "back-pressured"], ["other", "in a step otherwise"]] : [["step", "with a step (an estimate has no counters)"]];
  return [grid, element("ul", undefined, { class: "legend" }, ...kinds.map(([kind, text]) => element("li", text)).map((item, index) => {
    item.prepend(element("i", "", { class: kinds[index][0] }));
    return item;
  }))];
}

function linkBars(run) {
  const grid = element("div", undefined, { class: "use" });
  for (const link of [...run.links].sort((a, b) => b.critical - a.critical || b.amount / b.capacity - a.amount / a.capacity)) {
    const text = value => link.unit === "byte" ? bytes(value) : link.unit === "ns" ? scaled(value, "s", 1e-9) : scaled(value, link.unit);
    const share = link.amount / Math.max(1e-30, link.capacity);
    const bar = meter([["carried", share]], `${link.name}: ${percent(share)}`);
    const lines = [counted(link.name, link.count), `${text(link.amount)} a token of ${text(link.capacity)}`, `the end waits for it ${percent(link.critical)}`];
    bar.onpointermove = event => showTip(lines, event);
    bar.onpointerleave = () => showTip(null);
    grid.append(element("div", counted(link.name, link.count), { class: "name", title: link.name }), bar,
      element("div", `${text(link.amount)} of ${text(link.capacity)}`, { class: "figure" }));
  }
  return grid;
}

/// Operations a second against operations a byte, both logarithmic; operators that move no such bytes stand at the right.
function roofline(run, index) {
  const place = element("div", undefined, { class: "roofline" });
  place.draw = () => drawRoofline(run, place);
  return place;
}
function drawRoofline(run, place) {
  const space = "http://www.w3.org/2000/svg", width = Math.max(280, place.clientWidth), height = 360, left = 70, right = 96, top = 14, bottom = 46;
  const svg = document.createElementNS(space, "svg");
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) svg.setAttribute(name, value);
  const add = (tag, attributes, text) => {
    const made = document.createElementNS(space, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    if (text !== undefined) made.textContent = text;
    svg.append(made);
    return made;
  };
  place.replaceChildren(svg);
  const points = run.operators.filter(one => one.operations > 0 && one.elapsed > 0).map(one => ({
    one, rate: one.operations / one.elapsed, intensity: one.memory_bytes > 0 ? one.operations / one.memory_bytes : null }));
  if (!points.length) return;
  const decades = (values, low, high) => [Math.floor(Math.log10(Math.min(...values, low))), Math.ceil(Math.log10(Math.max(...values, high)))];
  const known = points.filter(point => point.intensity !== null).map(point => point.intensity), compute = run.roofs.filter(roof => roof.kind === "compute");
  const [x0, x1] = decades(known, 0.9, 11), [y0, y1] = decades([...points.map(point => point.rate), ...compute.map(roof => roof.per_second)], Infinity, 0);
  const x = value => left + (Math.log10(value) - x0) / (x1 - x0) * (width - left - right), y = value => height - bottom - (Math.log10(value) - y0) / (y1 - y0) * (height - top - bottom);
  for (let power = x0; power <= x1; power++) {
    add("line", { class: "grid", x1: x(10 ** power), x2: x(10 ** power), y1: top, y2: height - bottom });
    add("text", { class: "soft", x: x(10 ** power), y: height - bottom + 20, "text-anchor": "middle" }, power < 0 ? `1/${10 ** -power}` : `${10 ** power}`);
  }
  const spread = Math.ceil((y1 - y0) / 8);
  for (let power = y0; power <= y1; power += spread) {
    add("line", { class: "grid", x1: left, x2: width - right, y1: y(10 ** power), y2: y(10 ** power) });
    add("text", { class: "soft", x: left - 6, y: y(10 ** power) + 4, "text-anchor": "end" }, scaled(10 ** power, "op/s"));
  }
  add("text", { class: "soft", x: (left + width - right) / 2, y: height - 6, "text-anchor": "middle" }, "operations for each byte of weights, keys and values");
  add("text", { class: "soft", x: width - right / 2, y: height - bottom + 20, "text-anchor": "middle" }, "no bytes");
  // A label stands where nothing stands yet, or nowhere: the table has all.
  const taken = [...svg.querySelectorAll("text")].map(text => text.getBBox());
  const label = (text, places, attributes = {}) => {
    const made = add("text", attributes, text);
    for (const [px, py] of places) {
      made.setAttribute("x", px);
      made.setAttribute("y", py);
      const box = made.getBBox();
      const isFree = box.x >= left && box.x + box.width <= width - 2 && box.y >= 0 && box.y + box.height <= height - bottom
        && taken.every(other => box.x > other.x + other.width + 3 || other.x > box.x + box.width + 3 || box.y > other.y + other.height || other.y > box.y + box.height);
      if (isFree) return taken.push(box);
    }
    made.remove();
  };
  const most = Math.max(...compute.map(roof => roof.per_second), 10 ** y0);
  for (const roof of run.roofs) {
    if (roof.kind === "compute") {
      add("line", { class: "roof", x1: left, x2: width - right, y1: y(roof.per_second), y2: y(roof.per_second) });
      label(`${roof.name} ${scaled(roof.per_second, "op/s")}`, [[width - right - 180, y(roof.per_second) - 5], [width - right - 180, y(roof.per_second) + 14], [left + 180, y(roof.per_second) - 5]]);
    } else {
      const from = Math.max(10 ** x0, 10 ** y0 / roof.per_second), to = Math.min(10 ** x1, most / roof.per_second);
      if (to <= from) continue;
      add("line", { class: "roof", "stroke-dasharray": "5 3", x1: x(from), y1: y(from * roof.per_second), x2: x(to), y2: y(to * roof.per_second) });
      label(`${roof.name} ${scaled(roof.per_second, "B/s")}`, [[x(from) + 8, y(from * roof.per_second) - 6], [x(from) + 8, y(from * roof.per_second) + 16], [x(from) + 60, y(from * roof.per_second) - 30]]);
    }
  }
  for (const point of points) {
    const px = point.intensity === null ? width - right / 2 : x(point.intensity), py = y(point.rate), one = point.one;
    const dot = add("circle", { cx: px, cy: py, r: 6, fill: colour(one.unit), "data-operator": one.name, "data-unit": one.unit });
    point.place = [px, py];
    dot.addEventListener("pointermove", event => showTip([`${one.name} on ${one.unit}`, `${scaled(point.rate, "op/s")}${point.intensity === null ? "" : `, ${Number(point.intensity.toPrecision(3))} operations a byte`}`,
      `${scaled(one.operations / run.tokens, "operations")} a token, ${bytes(one.memory_bytes / run.tokens)} of weights, keys and values`, `bound: ${one.bound}`], event));
    dot.addEventListener("pointerleave", () => showTip(null));
    taken.push({ x: px - 6, y: py - 6, width: 12, height: 12 });
  }
  for (const point of [...points].sort((a, b) => b.one.critical_seconds - a.one.critical_seconds).slice(0, 6)) {
    const [px, py] = point.place;
    if (point.intensity !== null) label(point.one.name, [[px + 10, py + 4], [px + 10, py - 10], [px + 10, py + 18], [px - 60, py - 12]]);
  }
}
