import EmbeddedModel

extension GGUFFile {
  /// The file of the embedded model, which is part of the program.
  ///
  /// A Llama of 1.77 million parameters in Q8_0 whose feed-forward gate is a ReLU, trained on the King James Bible by
  /// `Scripts/embedded-model/train.py`; see Documentation/EmbeddedModel.md.
  public static func embedded() throws(ModelFileError) -> GGUFFile {
    // Constants of the program last as long as it does.
    let bytes = UnsafeRawBufferPointer(start: hwk_embedded_model(), count: hwk_embedded_model_size())
    return try GGUFFile(MappedFile(path: "embedded", lasting: bytes))
  }
}

extension LanguageModel {
  /// The embedded model, ready to run.
  public static func embedded() throws(ModelFileError) -> LanguageModel { try LanguageModel(GGUFFile.embedded()) }
}
