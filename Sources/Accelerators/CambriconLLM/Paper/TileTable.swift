import Transformer

extension CambriconLLM {
  /// The paper's tile shapes on S, placed by this system's compiler.
  static let systemTiles = PaperTable(
    "tiles", "Tokens a second on S by the program of this system, with its tiles placed (figures 9 and 13)",
    explanation: """
      The cycle models of flash-chip and of the other units follow every transfer. Lower than 'decode' and the other tables of tiles, where \
      nothing is left to the NPU behind the last raw weight: here it has the last rows of each channel left. A core sends 3 bytes for \
      each group of 64 columns of a row, where the paper's formula has a byte a row: the tall tile, whose rows have 16 columns, fills \
      two fifths of a channel with sums.
      """,
    isLong: true
  ) {
    try [(256, PaperFigures.small), (512, PaperFigures.wideTile), (16, PaperFigures.tallTile)].flatMap { columns, printed in
      let system = CambriconConfiguration.paperS.tiled(columns), tile = system.tile
      return try zip(PaperModel.all, printed).map { model, figure in
        guard let shape = ModelShape.published.first(where: { $0.name == model.name.lowercased() }) else {
          throw AcceleratorError("there is no model '\(model.name.lowercased())'")
        }
        let whole = try CambriconLLM(system, graph: shape.graph, positions: 513, rows: 1)
        let report = try EstimateReport(whole, model: shape.name, parameters: CambriconLLM.values(), context: 512)
        return ReproducedFigure(
          "\(model.name), \(tile.rows) x \(tile.columns)", published: figure, unit: "token/s", ours: report.tokensPerSecond)
      }
    }
  }
}
