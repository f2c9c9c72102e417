/// The nearest of some names to one that does not exist.
public enum Suggestion {
  /// `; did you mean 'lanes'?`, or the list of what there is when nothing is near.
  public static func remedy(for name: String, among known: [String]) -> String {
    let ranked = known.map { ($0, distance(name, $0)) }.sorted { $0.1 < $1.1 }
    if let best = ranked.first, best.1 <= max(2, name.count / 3) { return "; did you mean '\(best.0)'?" }
    return known.isEmpty ? "" : "; there is \(known.joined(separator: ", "))"
  }

  /// Edits (insert, delete, replace) between two words.
  static func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a.lowercased()), b = Array(b.lowercased())
    var row = Array(0...b.count)
    for i in a.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let next = min(row[j + 1] + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[b.count]
  }
}
