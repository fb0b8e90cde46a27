extension String {
  /// The text without the unit behind a number, or before it where it is a currency's sign.
  func leavingOut(unit: String) -> String {
    guard !unit.isEmpty, let unit = try? AnswerText(unit).text, !unit.isEmpty else { return self }
    if hasSuffix(unit) {
      let rest = String(dropLast(unit.count)).trimmed
      if let last = rest.unicodeScalars.last,
        last.isDecimalDigit || ").".unicodeScalars.contains(last)
      {
        return rest
      }
    }
    let isCurrency = unit.unicodeScalars.allSatisfy(\.isCurrency)
    let pieces = components(around: unit)
    guard isCurrency, pieces.count == 2, let next = pieces[1].trimmed.unicodeScalars.first,
      next.isDecimalDigit || ".-+(".unicodeScalars.contains(next)
    else { return self }
    return pieces[0] + pieces[1]
  }

  private func components(around separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
