/// What the HTML report does: draws the chosen unit's points with Plotly, keeps table, chart and details on one point.
enum ReportScript {
  static let javaScript = #"""
    "use strict";
    const reports = JSON.parse(document.getElementById("data").textContent);
    const at = id => document.getElementById(id);
    const settings = { displaylogo: false, responsive: true, modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"] };
    const palette = {
      light: ["#0072b2", "#b86e00", "#00856a", "#b0548f", "#5b5fc7", "#8a6d1d", "#c14a2a", "#4a7c9b"],
      dark: ["#5eb3f0", "#f5b041", "#3ecfa8", "#e294c4", "#9da2ff", "#d6bd63", "#ff9270", "#8cc3e3"],
    };
    const theme = () => document.documentElement.dataset.theme;
    const token = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    let report, picked, order = { column: "", descending: false };

    const element = (tag, text, attributes = {}) => {
      const made = document.createElement(tag);
      if (text !== undefined) made.textContent = text;
      for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
      return made;
    };
    const shown = value => {
      if (value === null || value === undefined) return "–";
      if (typeof value !== "number") return String(value);
      const size = Math.abs(value);
      if (Number.isInteger(value) || size >= 1000) return Math.round(value).toLocaleString("en");
      return String(Number(value.toPrecision(4)));
    };
    const succeeded = () => report.points.filter(point => point.figures);
    const axes = () => report.axes.map(axis => axis.name);
    const isFigure = name => report.figures.some(figure => figure.name === name);
    const title = name => (report.figures.find(figure => figure.name === name) || { title: name }).title;
    const value = (point, name) => isFigure(name) ? (point.figures || {})[name] : point.parameters[name];
    const label = point => axes().map(name => `${name}=${point.parameters[name]}`).join(" ") || "default";

    /// The points that no other beats in the two figures, from left to right; null when an axis is no figure.
    function frontOf(x, y) {
      if (!isFigure(x) || !isFigure(y) || x === y) return null;
      const sign = name => report.figures.find(figure => figure.name === name).maximized ? -1 : 1;
      const cost = point => [sign(x) * value(point, x), sign(y) * value(point, y)];
      const points = succeeded().filter(point => value(point, x) != null && value(point, y) != null);
      const sorted = points.sort((a, b) => cost(a)[0] - cost(b)[0] || cost(a)[1] - cost(b)[1]);
      const front = [];
      let best = Infinity;
      for (const point of sorted) if (cost(point)[1] < best) { best = cost(point)[1]; front.push(point); }
      return front.sort((a, b) => value(a, x) - value(b, x));
    }

    /// Points of equal figures lie on each other: all of them are named.
    function hover(point) {
      const [x, y] = [at("x").value, at("y").value];
      const twins = succeeded().filter(other => other !== point && value(other, x) === value(point, x) && value(other, y) === value(point, y));
      const lines = axes().map(name => `${name} = <b>${point.parameters[name]}</b>`);
      for (const figure of report.figures) if (value(point, figure.name) != null) lines.push(`${figure.title}: ${shown(value(point, figure.name))}`);
      return (point.on_front ? "<b>on the Pareto front</b><br>" : "") + lines.join("<br>")
        + (twins.length ? `<br>at the same place: ${twins.slice(0, 3).map(label).join("; ")}${twins.length > 3 ? `; ${twins.length - 3} more` : ""}` : "");
    }

    function layout() {
      const grid = { gridcolor: token("--line"), zerolinecolor: token("--line"), linecolor: token("--line"), ticks: "outside", tickcolor: token("--line") };
      return {
        paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", margin: { l: 72, r: 16, t: 12, b: 52 },
        font: { color: token("--ink"), family: "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif", size: 13 },
        hoverlabel: { bgcolor: token("--card"), bordercolor: token("--line"), font: { color: token("--ink"), size: 13 }, align: "left" },
        legend: { bgcolor: "rgba(0,0,0,0)", orientation: "h", y: 1.08, x: 0 }, hovermode: "closest", hoverdistance: 24,
        modebar: { bgcolor: "rgba(0,0,0,0)", color: token("--line"), activecolor: token("--soft") },
        xaxis: { ...grid }, yaxis: { ...grid },
      };
    }

    function drawScatter() {
      const [x, y, colour] = ["x", "y", "colour"].map(id => at(id).value);
      const groups = new Map();
      for (const point of succeeded()) {
        const group = colour ? String(point.parameters[colour]) : "";
        groups.set(group, [...(groups.get(group) || []), point]);
      }
      const colours = palette[theme()], traces = [], front = frontOf(x, y);
      if (front && front.length > 1) {
        // Between two points of the front, the one that is better across still holds.
        const shape = report.figures.find(figure => figure.name === x).maximized ? "vh" : "hv";
        traces.push({
          type: "scatter", mode: "lines", x: front.map(point => value(point, x)), y: front.map(point => value(point, y)), hoverinfo: "skip",
          showlegend: false, line: { color: token("--front"), width: 1.5, shape, dash: "dot" },
        });
      }
      [...groups].forEach(([group, points], index) => traces.push({
        type: "scatter", mode: "markers", name: colour ? `${colour} = ${group}` : "points", showlegend: groups.size > 1,
        x: points.map(point => value(point, x)), y: points.map(point => value(point, y)), customdata: points.map(point => point.index),
        text: points.map(hover), hovertemplate: "%{text}<extra></extra>",
        marker: {
          color: colours[index % colours.length], size: points.map(point => point === picked ? 15 : 11), opacity: points.map(point => point.on_front ? 1 : 0.6),
          symbol: ["circle", "square", "diamond", "triangle-up"][Math.floor(index / colours.length) % 4],
          line: { color: points.map(point => point === picked ? token("--ink") : point.on_front ? token("--front") : token("--card")), width: points.map(point => point === picked || point.on_front ? 2.5 : 1) },
        },
      }));
      const look = layout(), numeric = name => succeeded().every(point => value(point, name) == null || typeof value(point, name) === "number");
      const scale = name => !numeric(name) ? "category" : at("log").checked && succeeded().every(point => value(point, name) == null || value(point, name) > 0) ? "log" : "linear";
      Object.assign(look.xaxis, { title: { text: title(x) }, type: scale(x) });
      Object.assign(look.yaxis, { title: { text: title(y) }, type: scale(y) });
      return Plotly.react("scatter", traces, look, settings);
    }

    function drawTable() {
      const columns = [...axes(), ...report.figures.map(figure => figure.name)];
      const head = element("tr");
      head.append(element("th", "", { class: "text", "aria-label": "on the Pareto front" }));
      for (const name of columns) {
        const cell = element("th", undefined, { "aria-sort": order.column !== name ? "none" : order.descending ? "descending" : "ascending" });
        const arrow = order.column !== name ? "" : order.descending ? " ▾" : " ▴";
        const button = element("button", title(name) + arrow, { type: "button" });
        button.onclick = () => { order = { column: name, descending: order.column === name && !order.descending }; drawTable(); };
        cell.append(button);
        head.append(cell);
      }
      at("table").tHead.replaceChildren(head);
      const rows = [...report.points], missing = point => order.column && value(point, order.column) == null;
      if (order.column) rows.sort((a, b) => {
        if (missing(a) || missing(b)) return missing(a) - missing(b);
        const [p, q] = [value(a, order.column), value(b, order.column)];
        return (typeof p === "number" && typeof q === "number" ? p - q : String(p).localeCompare(String(q))) * (order.descending ? -1 : 1);
      });
      at("table").tBodies[0].replaceChildren(...rows.map(point => {
        const row = element("tr", undefined, { tabindex: 0, "data-index": point.index, "aria-selected": point === picked });
        const mark = element("td", point.on_front ? "●" : "", { class: "text dot", title: point.on_front ? "on the Pareto front" : "" });
        row.append(mark, ...axes().map(name => element("td", shown(point.parameters[name]))));
        if (point.figures) row.append(...report.figures.map(figure => element("td", shown(value(point, figure.name)))));
        else row.append(element("td", point.failure, { class: "text failure", colspan: report.figures.length }));
        row.onclick = () => pick(point);
        row.onkeydown = event => { if (event.key === "Enter") pick(point); };
        return row;
      }));
    }

    function drawDetails() {
      const details = picked && picked.report;
      for (const place of document.querySelectorAll(".picked")) place.textContent = picked ? label(picked) : "";
      const area = details ? details.area : { modules: [], lines: [], unattributed_um2: 0 };
      // A module's own cells and its memories are boxes beside those of its instances; a unit of one module is divided by lines.
      const own = area.modules.flatMap(part => [["own cells", part.area_um2], ["memory (assumed)", part.memory_area_um2]]
        .map(([name, size]) => [[...part.path.split(".").slice(1), name], size]));
      const lines = area.lines.map(line => [[`${line.file.split("/").pop()}:${line.line}`], line.area_um2]);
      const byModule = own.filter(([, size]) => size > 0).length > 1;
      const parts = (byModule ? own : lines).filter(([, size]) => size > 0);
      at("areaTitle").textContent = byModule ? "Area by module" : "Area by Swift line";
      const unit = " um2", colours = palette[theme()];
      // A name with dots or slashes is a path through the hierarchy: its heads become the boxes around it.
      const boxes = new Map([["", { label: report.unit, parent: null, size: 0 }]]);
      for (const [name, size] of parts) {
        let path = "";
        for (const piece of name) {
          const next = path ? path + "/" + piece : piece;
          if (!boxes.has(next)) boxes.set(next, { label: piece, parent: path, size: 0 });
          path = next;
        }
        boxes.get(path).size += size;
      }
      const ids = [...boxes.keys()], sums = new Map(ids.map(id => [id, boxes.get(id).size]));
      for (const id of [...ids].reverse()) if (boxes.get(id).parent !== null) sums.set(boxes.get(id).parent, sums.get(boxes.get(id).parent) + sums.get(id));
      const top = id => ids.filter(other => boxes.get(other).parent === "").indexOf(id.split("/")[0]);
      Plotly.react("treemap", parts.length ? [{
        type: "treemap", ids: ids.map(id => id || "/"), labels: ids.map(id => boxes.get(id).label), branchvalues: "total",
        parents: ids.map(id => boxes.get(id).parent === null ? "" : boxes.get(id).parent || "/"), values: ids.map(id => sums.get(id)),
        marker: { colors: ids.map(id => id === "" ? token("--card") : colours[top(id) % colours.length]), line: { width: 1, color: token("--card") } },
        textfont: { color: ids.map(id => id === "" ? token("--ink") : theme() === "dark" ? "#11151b" : "#ffffff") }, textinfo: "label+percent root",
        hovertemplate: "%{label}<br>%{value:,.0f}" + unit + "<br>%{percentRoot:.1%}<extra></extra>", tiling: { pad: 2 }, pathbar: { visible: false },
      }] : [], { ...layout(), margin: { l: 0, r: 0, t: 0, b: 0 } }, { ...settings, displayModeBar: false });
      at("pathTitle").textContent = details ? `${details.critical_path_ns} ns, ${shown(details.fmax_mhz)} MHz` : "";
      const path = details ? details.critical_path : { from: "", to: "", lines: [], steps: [] };
      at("pathEnds").textContent = path.steps.length ? `${path.from} to ${path.to}, ${path.steps.length} cells, through` : "No path between registers.";
      at("pathLines").replaceChildren(...path.lines.map(line => element("li", `${line.file}:${line.line}`)));
      at("path").replaceChildren(...path.steps.map((step, index) => {
        const item = element("li");
        item.append(element("span", index + 1, { class: "step" }), element("span", step.kind, { class: "name" }), element("span", `${step.arrival_ns.toFixed(2)} ns`, { class: "cell" }));
        return item;
      }));
      const total = details ? details.area_um2 : 0, shares = area.lines.map(line => [`${line.file}:${line.line}`, line.area_um2, line.flip_flops]);
      if (area.unattributed_um2 > 0) shares.push(["unattributed", area.unattributed_um2, ""]);
      at("lines").tBodies[0].replaceChildren(...shares.map(([place, size, registers]) => {
        const row = element("tr");
        row.append(element("td", place, { class: "text" }), element("td", shown(size)), element("td", (100 * size / total).toFixed(1) + " %"), element("td", registers));
        return row;
      }));
    }

    function pick(point) { picked = point; drawScatter(); drawTable(); drawDetails(); }

    function fill(select, names, chosen) {
      select.replaceChildren(...names.map(([name, text]) => element("option", text, { value: name })));
      select.value = chosen;
    }

    function show(index) {
      report = reports[index];
      report.points.forEach((point, number) => { point.index = number; });
      order = { column: "", descending: false };
      picked = report.points.find(point => point.on_front) || succeeded()[0];
      at("unit").textContent = report.unit;
      at("summary").textContent = report.summary;
      const failed = report.points.filter(point => !point.figures).length, chips = [
        [report.points.length, "points"], [report.points.filter(point => point.on_front).length, "on the Pareto front"], ...(failed ? [[failed, "failed"]] : []),
        [report.library, "library"], ...Object.entries(report.tool_versions).map(([tool, version]) => [`${tool} ${version}`, ""]),
        ...(report.settings ? [[report.settings, "set"]] : []), ...(report.refused ? [[report.refused, "impossible combinations left out"]] : []),
      ];
      at("chips").replaceChildren(...chips.map(([strong, text]) => {
        const chip = element("span", "", { class: "chip" });
        chip.append(element("b", strong), " " + text);
        return chip;
      }));
      const all = [...report.figures.map(figure => [figure.name, figure.title]), ...axes().map(name => [name, name])];
      const [first, second] = report.objectives;
      fill(at("x"), all, first);
      fill(at("y"), all, second || (all.find(([name]) => name !== first) || all[0])[0]);
      const varied = report.axes.filter(axis => axis.values.length > 1);
      fill(at("colour"), [["", "nothing"], ...varied.map(axis => [axis.name, axis.name])], varied.length ? varied[0].name : "");
      at("objectives").textContent = report.objectives.map(title).join(", ");
      at("footer").textContent = report.note;
      document.title = `${report.unit}: exploration`;
      pick(picked);
    }

    document.documentElement.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    at("theme").onclick = () => { document.documentElement.dataset.theme = theme() === "dark" ? "light" : "dark"; pick(picked); };
    for (const id of ["x", "y", "colour", "log"]) at(id).onchange = drawScatter;
    at("units").hidden = reports.length < 2;
    fill(at("choose"), reports.map((one, index) => [String(index), one.unit]), "0");
    at("choose").onchange = () => show(Number(at("choose").value));
    show(0);
    at("scatter").on("plotly_click", event => {
      const index = event.points[0] && event.points[0].customdata;
      if (index !== undefined) pick(report.points[index]);
    });
    """#
}
