/// Slices on tracks over time, on a canvas: zoomed by wheel, buttons and keys, moved by dragging; all runs have one scale.
const view = { from: 0, to: 1, whole: 1, layer: null, everyTrack: false };
const timelines = [];

class RunTimeline {
  constructor(run, place) {
    this.data = run.timeline;
    this.canvas = element("canvas", undefined, { tabindex: 0, role: "img", "aria-label": "Timeline; the tables below have its sums" });
    place.append(element("div", undefined, { class: "tracks" }, this.canvas));
    this.byTrack = this.data.tracks.map(() => []);
    for (const slice of this.data.slices) this.byTrack[slice[0]].push(slice);
    for (const track of this.byTrack) track.sort((a, b) => a[1] - b[1]);
    this.longest = this.byTrack.map(track => track.reduce((most, slice) => Math.max(most, slice[2]), 0));
    this.listen();
  }
  get end() { return this.data.parts.reduce((end, part) => Math.max(end, part.end), 1); }
  /// All tracks, or one of each kind.
  get rows() {
    const kinds = new Set(), used = this.data.tracks.map((name, number) => number).filter(number => this.byTrack[number].length);
    return view.everyTrack ? used : used.filter(number => {
      const kind = this.data.tracks[number].replace(/ \d+/, "");
      return !kinds.has(kind) && kinds.add(kind);
    });
  }
  get gutter() { return this.canvas.clientWidth < 700 ? 112 : 150; }
  x(time) { return this.gutter + (time - view.from) / (view.to - view.from) * (this.canvas.clientWidth - this.gutter); }
  time(x) { return view.from + (x - this.gutter) / (this.canvas.clientWidth - this.gutter) * (view.to - view.from); }

  /// The first slice of a track that may reach beyond a time.
  first(track, time) {
    const slices = this.byTrack[track], before = time - this.longest[track];
    let low = 0, high = slices.length;
    while (low < high) { const middle = (low + high) >> 1; if (slices[middle][1] < before) low = middle + 1; else high = middle; }
    return low;
  }

  draw() {
    const rows = this.rows, top = 24, height = 18, ratio = devicePixelRatio || 1, width = this.canvas.parentElement.clientWidth;
    this.canvas.style.height = `${top + rows.length * height + 2}px`;
    [this.canvas.width, this.canvas.height] = [width * ratio, (top + rows.length * height + 2) * ratio];
    const pen = this.canvas.getContext("2d");
    pen.scale(ratio, ratio);
    pen.font = '12px system-ui, "DejaVu Sans", sans-serif';
    pen.textBaseline = "middle";
    this.axis(pen, top, top + rows.length * height, width);
    let drawn = 0;
    const colours = this.data.names.map(name => colour(operator(name))), layers = this.data.names.map(layer);
    rows.forEach((track, row) => {
      const y = top + row * height, slices = this.byTrack[track];
      pen.globalAlpha = 1;
      pen.fillStyle = token("--soft");
      let name = this.data.tracks[track];
      if (!view.everyTrack && this.data.tracks.filter(other => other.replace(/ \d+/, "") === name.replace(/ \d+/, "")).length > 1) name += " …";
      while (name.length > 4 && pen.measureText(name).width > this.gutter - 10) name = name.slice(0, -2) + "…";
      pen.fillText(name, 2, y + height / 2);
      let reached = -1;
      for (let index = this.first(track, view.from); index < slices.length && slices[index][1] <= view.to; index++) {
        const slice = slices[index], from = Math.max(this.gutter, this.x(slice[1])), to = Math.min(width, this.x(slice[1] + slice[2]));
        if (to < this.gutter || (to <= reached && to - from < 1)) continue;
        reached = Math.max(to, from + 1);
        pen.globalAlpha = view.layer !== null && layers[slice[3]] !== view.layer ? 0.15 : 1;
        pen.fillStyle = colours[slice[3]];
        pen.fillRect(from, y + 2, Math.max(0.8, to - from - (to - from > 3 ? 0.6 : 0)), height - 4);
        drawn++;
      }
    });
    pen.globalAlpha = 1;
    Object.assign(this.canvas.dataset, { from: Math.round(view.from), to: Math.round(view.to), drawn, tracks: rows.length });
  }

  axis(pen, top, bottom, width) {
    const span = view.to - view.from, wanted = Math.max(2, (width - this.gutter) / 110), raw = span / wanted;
    const power = 10 ** Math.floor(Math.log10(raw)), step = [1, 2, 5, 10].map(factor => factor * power).find(size => size >= raw);
    pen.strokeStyle = token("--line");
    pen.fillStyle = token("--soft");
    for (let time = Math.ceil(view.from / step) * step; time <= view.to; time += step) {
      const x = this.x(time), text = scaled(Math.max(0, time), "s", 1e-9);
      pen.beginPath(); pen.moveTo(x, top - 4); pen.lineTo(x, bottom); pen.stroke();
      if (x + pen.measureText(text).width + 4 < width) pen.fillText(text, x + 3, top - 12);
    }
  }

  /// The slice under the pointer, or one not two pixels away.
  under(event) {
    const box = this.canvas.getBoundingClientRect(), row = Math.floor((event.clientY - box.top - 24) / 18), x = event.clientX - box.left;
    const track = this.rows[row];
    if (track === undefined || x < this.gutter) return null;
    const near = this.time(x + 2) - this.time(x), time = this.time(x);
    let best = null;
    for (let index = this.first(track, time - near), all = this.byTrack[track]; index < all.length && all[index][1] <= time + near; index++) {
      const slice = all[index];
      if (slice[1] + slice[2] >= time - near && (!best || Math.abs(slice[1] + slice[2] / 2 - time) < Math.abs(best[1] + best[2] / 2 - time))) best = slice;
    }
    return best;
  }
  describe([track, start, length, name, position, bound, steps]) {
    const of = layer(this.data.names[name]), lines = [operator(this.data.names[name])];
    lines.push(`${this.data.tracks[track]}${of === null ? "" : `, layer ${of}`}, token at position ${position}`);
    lines.push(`from ${scaled(start, "s", 1e-9)}, for ${scaled(length, "s", 1e-9)}${steps > 1 ? `, ${steps} steps` : ""}`);
    if (bound >= 0) lines.push(`bound: ${this.data.bounds[bound]}`);
    return lines;
  }

  listen() {
    let grip = null;
    const canvas = this.canvas;
    canvas.addEventListener("wheel", event => {
      event.preventDefault();
      zoom(1.0015 ** event.deltaY, this.time(event.clientX - canvas.getBoundingClientRect().left));
    }, { passive: false });
    canvas.addEventListener("pointerdown", event => { grip = event.clientX; canvas.setPointerCapture(event.pointerId); });
    canvas.addEventListener("pointerup", () => { grip = null; });
    canvas.addEventListener("pointerleave", () => { grip = null; showTip(null); });
    canvas.addEventListener("pointermove", event => {
      if (grip !== null) {
        const by = this.time(grip) - this.time(event.clientX);
        grip = event.clientX;
        return show(view.from + by, view.to + by);
      }
      const slice = this.under(event);
      showTip(slice && this.describe(slice), event);
    });
    canvas.addEventListener("dblclick", () => show(0, view.whole));
    canvas.addEventListener("keydown", event => {
      const by = (view.to - view.from) / 5, keys = {
        "+": () => zoom(0.5), "-": () => zoom(2), "0": () => show(0, view.whole), ArrowLeft: () => show(view.from - by, view.to - by),
        ArrowRight: () => show(view.from + by, view.to + by),
      };
      if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
    });
  }
}

/// Shows a part of the time, no shorter than some nanoseconds and no longer than all.
function show(from, to) {
  const span = Math.min(view.whole, Math.max(20, to - from));
  view.from = Math.max(0, Math.min(from, view.whole - span));
  view.to = view.from + span;
  requestAnimationFrame(() => timelines.forEach(timeline => timeline.draw()));
}
function zoom(factor, around = (view.from + view.to) / 2) { show(around - (around - view.from) * factor, around + (view.to - around) * factor); }

function makeTimelines() {
  columns(at("timelines"), run => {
    const place = element("div");
    timelines.push(new RunTimeline(run, place));
    return place;
  });
  // One above the other: times can be compared.
  at("timelines").className = "runs";
  view.whole = Math.max(...timelines.map(timeline => timeline.end));
  const main = timelines[0].data, layers = [...new Set(main.names.map(layer))].filter(number => number !== null).sort((a, b) => a - b);
  at("layer").append(element("option", "all", { value: "" }), ...layers.map(number => element("option", number, { value: number })));
  at("token").append(element("option", "all", { value: "" }), ...main.parts.map((part, index) =>
    element("option", part.rows > 1 ? `${part.position} to ${part.position + part.rows - 1}` : part.position, { value: index })));
  at("token").onchange = () => { const part = main.parts[at("token").value]; if (part) show(part.start, part.end); else show(0, view.whole); };
  at("layer").onchange = () => {
    view.layer = at("layer").value === "" ? null : Number(at("layer").value);
    const part = main.parts[at("token").value] || { start: 0, end: view.whole };
    const found = main.slices.filter(slice => view.layer !== null && layer(main.names[slice[3]]) === view.layer && slice[1] >= part.start && slice[1] < part.end);
    const first = found.reduce((time, slice) => Math.min(time, slice[1]), Infinity), holder = main.parts.find(part => first >= part.start && first < part.end);
    const own = found.filter(slice => holder && slice[1] < holder.end);
    if (own.length) show(first, own.reduce((time, slice) => Math.max(time, slice[1] + slice[2]), 0)); else show(part.start, part.end);
  };
  at("every").onchange = () => { view.everyTrack = at("every").checked; show(view.from, view.to); };
  at("in").onclick = () => zoom(0.5);
  at("out").onclick = () => zoom(2);
  at("whole").onclick = () => { at("token").value = at("layer").value = ""; view.layer = null; show(0, view.whole); };
  const leftOut = timelines.reduce((count, timeline) => count + timeline.data.left_out, 0);
  at("leftOut").textContent = leftOut ? `The last ${leftOut} programs are not drawn; figures below are of all.` : "";
  show(0, view.whole);
}
