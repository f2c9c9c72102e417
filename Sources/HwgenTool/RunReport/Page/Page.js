"use strict";
/// What the parts of a run's page share: the data, numbers as text, elements, the tip under the pointer.
const data = JSON.parse(document.getElementById("data").textContent), runs = data.runs;
const at = id => document.getElementById(id);
const token = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const theme = () => document.documentElement.dataset.theme;

function element(tag, text, attributes = {}, ...children) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
/// Three significant digits and the unit's prefix.
function scaled(value, unit, base = 1) {
  if (value === null || value === undefined) return "–";
  const steps = [[1e12, "T"], [1e9, "G"], [1e6, "M"], [1e3, "k"], [1, ""], [1e-3, "m"], [1e-6, "u"], [1e-9, "n"]];
  const size = Math.abs(value * base), [factor, prefix] = steps.find(([step]) => size >= step * 0.9995) || [1, ""];
  return `${Number((value * base / factor).toPrecision(3))} ${prefix}${unit}`;
}
const percent = share => `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)} %`;
const seconds = value => scaled(value, "s"), bytes = value => scaled(Math.round(value), "B");
/// The operation without its layer, and the layer.
const operator = name => name.replace(/^blk\.\d+\./, ""), layer = name => { const found = /^blk\.(\d+)\./.exec(name); return found ? Number(found[1]) : null; };
/// A colour for each name, the same in every chart.
const colourNumbers = new Map();
function colour(name) {
  if (!colourNumbers.has(name)) colourNumbers.set(name, colourNumbers.size);
  const number = colourNumbers.get(name), light = theme() === "dark" ? 62 : 46;
  return `hsl(${(205 + number * 137.5) % 360} ${number % 2 ? 58 : 70}% ${light + (number % 3) * 4}%)`;
}

const tip = element("div", "", { id: "tip", hidden: "" });
document.body.append(tip);
/// Shows lines beside the pointer; none hide it.
function showTip(lines, event) {
  tip.hidden = !lines;
  if (!lines) return;
  tip.replaceChildren(...lines.map((line, index) => element(index ? "div" : "b", line)));
  const { width, height } = tip.getBoundingClientRect();
  tip.style.left = `${Math.max(4, Math.min(event.clientX + 14, innerWidth - width - 8))}px`;
  tip.style.top = `${Math.max(4, event.clientY + 18 + height > innerHeight ? event.clientY - height - 10 : event.clientY + 18)}px`;
}
/// One column for each run, with its name where there are two.
function columns(place, make) {
  place.className = "runs" + (runs.length > 1 ? " pair" : "");
  place.replaceChildren(...runs.map((run, index) => {
    const column = element("div");
    if (runs.length > 1) column.append(element("h3", data.names[index]));
    column.append(...[make(run, index)].flat());
    return column;
  }));
}
