/// Header, sentences, figures and operators; then the page is drawn, and again when its width or colours change.
const order = { column: 2, descending: true };

function figures() {
  const text = { simulated: "cycles counted in RTL", estimated: "cycle models of the units" };
  const rows = [["token/s", run => Number(run.tokens_per_second.toPrecision(4)), run => run.tokens_per_second], ["time of a token", run => seconds(run.seconds_per_token), run => run.seconds_per_token],
    ["time to first token", run => seconds(run.time_to_first_token), run => run.time_to_first_token], ["tokens, from position", run => `${run.tokens}, ${run.context}`],
    ["model", run => run.model], ["system, preset", run => `${run.system}, ${run.preset}`], ["cycles from", run => text[run.kind]],
    ...[...new Set(runs.flatMap(run => run.clocks.map(clock => clock.name)))].map(name => [`${name} clock`, run => {
      const clock = run.clocks.find(clock => clock.name === name);
      return clock ? `${scaled(clock.per_second, "Hz")} (${clock.source})` : "–";
    }]),
    ["placed in memories", run => Object.entries(run.peak_bytes).sort().map(([name, count]) => `${name} ${bytes(count)}`).join(", ")],
    ["energy, area", () => "not known: no published energy of these units; hwgen synth has areas"]];
  if (runs.length > 1) {
    const names = Object.keys(runs[0].parameters).filter(name => runs.some(run => run.parameters[name] !== runs[0].parameters[name])).sort();
    rows.push(...names.map(name => [name, run => run.parameters[name] ?? "–"]));
  }
  const head = element("tr", undefined, {}, element("th", "figure", { class: "text" }), ...data.names.map(name => element("th", name)));
  if (runs.length > 1) head.append(element("th", "second / first"));
  at("figures").tHead.replaceChildren(head);
  at("figures").tBodies[0].replaceChildren(...rows.map(([name, shown, number]) => {
    const row = element("tr", undefined, {}, element("td", name, { class: "text" }), ...runs.map(run => element("td", shown(run))));
    if (runs.length > 1) {
      const values = number ? runs.map(number) : [];
      row.append(element("td", values.length && values.every(Boolean) ? (values[1] / values[0]).toFixed(3) : ""));
    }
    return row;
  }));
}

function operators() {
  const key = one => `${one.name}\n${one.unit}`, keys = [...new Set(runs.flatMap(run => run.operators.map(key)))];
  const find = runs.map(run => new Map(run.operators.map(one => [key(one), one])));
  const per = value => (one, run) => one ? one[value] / run.tokens : null;
  const numbers = runs.length > 1
    ? [["time", per("elapsed"), seconds], ["critical", per("critical_seconds"), seconds]]
    : [["time", per("elapsed"), seconds], ["critical", per("critical_seconds"), seconds], ["steps", per("steps"), value => scaled(value, "")], ["link bytes", per("link_bytes"), bytes],
      ["memory bytes", per("memory_bytes"), bytes], ["operations", per("operations"), value => scaled(value, "")]];
  const heads = ["operator", "unit", ...numbers.flatMap(([name]) => runs.length > 1 ? [`${name}, first`, `${name}, second`] : [name]), ...(runs.length > 1 ? ["time, second / first"] : []), ...runs.map((run, index) => runs.length > 1 ? `bound, ${index ? "second" : "first"}` : "bound")];
  const rows = keys.map(name => {
    const ones = find.map(map => map.get(name)), [operation, unit] = name.split("\n");
    const cells = [[operation], [unit], ...numbers.flatMap(([, value, text]) => ones.map((one, index) => { const number = value(one, runs[index]); return [number, number === null ? "–" : text(number)]; }))];
    if (runs.length > 1) { const [a, b] = ones.map(one => one ? one.elapsed : 0).map((value, index) => value / runs[index].tokens); cells.push(a && b ? [b / a, (b / a).toFixed(2)] : [null, "–"]); }
    return [...cells, ...ones.map(one => [one ? one.bound : ""])];
  });
  rows.sort(([...a], [...b]) => {
    const [p, q] = [a[order.column][0], b[order.column][0]];
    return (typeof p === "number" || typeof q === "number" ? (p ?? -1) - (q ?? -1) : String(p).localeCompare(String(q))) * (order.descending ? -1 : 1);
  });
  at("operators").tHead.replaceChildren(element("tr", undefined, {}, ...heads.map((name, column) => {
    const button = element("button", name + (order.column === column ? order.descending ? " ▾" : " ▴" : ""), { type: "button" });
    button.onclick = () => { Object.assign(order, { descending: order.column === column ? !order.descending : column > 1, column }); operators(); };
    return element("th", undefined, column < 2 || name.startsWith("bound") ? { class: "text" } : {}, button);
  })));
  at("operators").tBodies[0].replaceChildren(...rows.map(cells => element("tr", undefined, {}, ...cells.map(([value, text]) =>
    element("td", text ?? value, typeof value === "string" ? { class: "text" } : {})))));
}

function draw() {
  columns(at("units"), unitBars);
  columns(at("links"), linkBars);
  columns(at("roofline"), roofline);
  document.querySelectorAll(".roofline").forEach(place => place.draw());
  const used = [...new Set(runs.flatMap(run => run.operators.map(one => one.unit)))];
  at("colours").replaceChildren(...used.map(name => element("li", undefined, {}, element("i", "", { style: `background:${colour(name)}` }), name)));
  timelines.forEach(timeline => timeline.draw());
}

document.documentElement.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
at("title").textContent = runs.length > 1 ? `${data.names[0]} and ${data.names[1]}` : data.names[0];
at("summary").textContent = runs.map(run => `${run.model} on ${run.system} (${run.preset}), ${run.kind}`).join("; ");
at("chips").replaceChildren(...runs.flatMap(run => [[Number(run.tokens_per_second.toPrecision(4)), "token/s"], [seconds(run.seconds_per_token), "a token"]]).map(([strong, text]) =>
  element("span", undefined, { class: "chip" }, element("b", strong), ` ${text}`)));
columns(at("sentences"), run => element("ul", undefined, { class: "sentences" }, ...run.sentences.map(text => element("li", text))));
figures();
operators();
makeTimelines();
draw();
at("theme").onclick = () => { document.documentElement.dataset.theme = theme() === "dark" ? "light" : "dark"; draw(); };
let width = innerWidth;
addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; draw(); } });
