/// "Did you mean": the nearest known word.
public enum Spelling {
  /// The candidate nearest to `word`, if it is at most two edits away and nearer than a rewrite.
  ///
  /// An edit inserts, drops or changes a letter, or swaps two neighbours. Ties go to the earlier candidate.
  public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let letters = Array(word.lowercased().prefix(64))
    // One letter is one edit away from any other.
    guard letters.count > 1 else {
      return candidates.first { $0.lowercased() == word.lowercased() }
    }
    let limit = min(2, max(1, letters.count / 2))
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      let distance = edits(from: letters, to: Array(candidate.lowercased()))
      // With as many edits as it has letters a candidate could be made of anything.
      guard distance <= min(limit, max(1, candidate.count - 1)) else { continue }
      if distance < (best?.distance ?? .max) { best = (candidate, distance) }
    }
    return best?.candidate
  }

  /// The optimal string alignment distance.
  private static func edits(from source: [Character], to target: [Character]) -> Int {
    if abs(source.count - target.count) > 2 { return .max }
    var beforeLast: [Int] = []
    var last = Array(0...target.count)
    for i in source.indices {
      var row = [i + 1]
      for j in target.indices {
        let change = last[j] + (source[i] == target[j] ? 0 : 1)
        var cost = min(last[j + 1] + 1, row[j] + 1, change)
        if i > 0, j > 0, source[i] == target[j - 1], source[i - 1] == target[j] {
          cost = min(cost, beforeLast[j - 1] + 1)
        }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[target.count]
  }
}
