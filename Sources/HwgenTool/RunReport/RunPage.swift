import Accelerators
import CommandLineTool
import Exploration
import Foundation

/// The page of a run, or of two beside each other, that needs nothing else: figures, timeline, script and style are inside.
enum RunPage {
  /// - Parameter runs: one or two, by the name to show
  static func text(_ runs: [(name: String, json: String)]) throws -> String {
    let names = try String(decoding: JSONEncoder().encode(runs.map(\.name)), as: UTF8.self)
    return HTMLPage.text(
      title: runs.map(\.name).joined(separator: " and "), style: ReportStyle.css + "\n" + resource(PackageResources.RunPage_css),
      body: body,
      data: "{\"names\":\(names),\"runs\":[\(runs.map(\.json).joined(separator: ","))]}",
      scripts: [PackageResources.Page_js, PackageResources.Timeline_js, PackageResources.Charts_js, PackageResources.Tables_js]
        .map(
          resource))
  }

  /// The data of a run as the page has it: compact, keys in snake case.
  static func json(_ report: RunReport) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(report), as: UTF8.self)
  }

  private static func resource(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private static let body = """
    <main>
      <header>
        <div>
          <h1 id="title"></h1>
          <p class="soft" id="summary"></p>
          <div class="chips" id="chips"></div>
        </div>
        <button id="theme" type="button" aria-label="Switch between light and dark">light / dark</button>
      </header>
      <section>
        <div class="bar"><h2>What bounds a token</h2></div>
        <div id="sentences"></div>
      </section>
      <section>
        <div class="bar">
          <h2>Timeline</h2>
          <label>token <select id="token"></select></label>
          <label>layer <select id="layer"></select></label>
          <label><input type="checkbox" id="every"> every channel</label>
          <button id="in" type="button" aria-label="Zoom in">+</button>
          <button id="out" type="button" aria-label="Zoom out">−</button>
          <button id="whole" type="button">all</button>
        </div>
        <div id="timelines"></div>
        <p class="soft">The wheel zooms, dragging moves, a double click shows all; units first, then planes and links. Colours are operators. <span id="leftOut"></span></p>
      </section>
      <div class="two">
        <section>
          <div class="bar"><h2>Units</h2><p class="soft">share of the time; critical: what the end waits for</p></div>
          <div id="units"></div>
        </section>
        <section>
          <div class="bar"><h2>Links and planes</h2><p class="soft">of what could pass in a token's time</p></div>
          <div id="links"></div>
        </section>
      </div>
      <section>
        <div class="bar"><h2>Roofline</h2><p class="soft">Each operator on each unit; an operation is a product with its addition, or a value of a unit that multiplies nothing.</p></div>
        <div id="roofline"></div>
        <ul class="legend" id="colours"></ul>
      </section>
      <section>
        <div class="bar"><h2>Operators</h2><p class="soft">of a token, over all layers and heads; critical: what the end waits for. Click a heading to sort.</p></div>
        <div class="scroll tall"><table id="operators"><thead></thead><tbody></tbody></table></div>
      </section>
      <section>
        <div class="bar"><h2>Figures</h2></div>
        <div class="scroll"><table id="figures"><thead></thead><tbody></tbody></table></div>
      </section>
    </main>
    """
}
