extension String {
  /// The folder that a path is in, empty where it names none, and the last name of it.
  ///
  /// Foundation's `deletingLastPathComponent` traps for paths of one character and takes a slash before a combining mark for a letter
  /// with an accent.
  package var splitPath: (folder: String, name: String) {
    let slash = UInt8(ascii: "/")
    func trimmed(_ bytes: Substring.UTF8View) -> Substring.UTF8View {
      var bytes = bytes
      while bytes.count > 1, bytes.last == slash { bytes.removeLast() }
      return bytes
    }
    let path = trimmed(utf8[...])
    guard let end = path.lastIndex(of: slash) else { return ("", String(decoding: path, as: UTF8.self)) }
    let folder = end == path.startIndex ? path[...end] : trimmed(path[..<end])
    return (String(decoding: folder, as: UTF8.self), String(decoding: path[path.index(after: end)...], as: UTF8.self))
  }
}
