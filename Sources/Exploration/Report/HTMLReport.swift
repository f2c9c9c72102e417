/// The report of one or more units as one HTML file that needs nothing else: the figures, the script that shows them and the
/// chart library are inside.
public enum HTMLReport {
  /// - Parameters:
  ///   - data: JSON of a list of `ExplorationReport`
  ///   - plotly: text of `plotly.min.js`
  public static func text(title: String, data: String, plotly: String) -> String {
    HTMLPage.text(
      title: title, style: ReportStyle.css, body: body, data: data, scripts: [plotly, ReportScript.javaScript])
  }

  private static let body = """
    <main>
      <header>
        <div>
          <h1 id="unit"></h1>
          <p class="soft" id="summary"></p>
          <div class="chips" id="chips"></div>
        </div>
        <label id="units" hidden>unit <select id="choose"></select></label>
        <button id="theme" type="button" aria-label="Switch between light and dark">light / dark</button>
      </header>
      <section>
        <div class="bar">
          <h2>Design points</h2>
          <label>across <select id="x"></select></label>
          <label>up <select id="y"></select></label>
          <label>colour <select id="colour"></select></label>
          <label><input type="checkbox" id="log"> logarithmic</label>
        </div>
        <div id="scatter" role="img" aria-label="Scatter plot of the design points; the table below has the same figures"></div>
        <p class="soft">Ringed points are on the Pareto front of <span id="objectives"></span>. The line is the front of the two axes shown. A click shows a point below.</p>
      </section>
      <section>
        <div class="bar"><h2>All points</h2><p class="soft">Click a heading to sort, a row to show the point.</p></div>
        <div class="scroll"><table id="table"><thead></thead><tbody></tbody></table></div>
      </section>
      <div class="two">
        <section>
          <div class="bar"><h2 id="areaTitle">Area</h2><p class="soft picked"></p></div>
          <div id="treemap" role="img" aria-label="Treemap of the area"></div>
        </section>
        <section>
          <div class="bar"><h2>Slowest path</h2><p class="soft" id="pathTitle"></p></div>
          <p id="pathEnds"></p>
          <ul class="lines" id="pathLines"></ul>
          <ol class="path" id="path"></ol>
        </section>
      </div>
      <section>
        <div class="bar"><h2>Area by Swift line</h2><p class="soft picked"></p></div>
        <div class="scroll tall"><table id="lines"><thead><tr><th class="text">line</th><th>um2</th><th>share</th><th>flip-flops</th></tr></thead><tbody></tbody></table></div>
      </section>
      <footer id="footer"></footer>
    </main>
    """
}
