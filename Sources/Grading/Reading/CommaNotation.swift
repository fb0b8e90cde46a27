/// Numbers with commas: `2,5` and `1,234.5`.
enum CommaNotation {
  /// The text of a number with a decimal comma or thousands commas, with a point and no commas.
  ///
  /// Anything but one whole number stays as it is, with the commas of calls.
  ///
  /// - Throws: If the comma has two readings, or none.
  static func plain(_ text: String) throws(Refusal) -> String {
    guard text.contains(",") else { return text }
    let sign = text.prefix { $0 == "-" || $0 == "+" }
    let body = text.dropFirst(sign.count)
    guard sign.count <= 1, body.unicodeScalars.allSatisfy(isPartOfNumber) else {
      try refuseCommaOutsideCalls(text)
      return text
    }
    let pieces = body.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let groups = pieces[0].split(separator: ",", omittingEmptySubsequences: false)
    let hasThousands = isThousandsForm(groups)
    if pieces.count == 2 || groups.count > 2 {
      guard hasThousands, pieces.count == 1 || !pieces[1].contains(where: { ",.".contains($0) })
      else { throw outOfPlace(in: text) }
      return sign + body.filter { $0 != "," }
    }
    let decimal = "\(sign)\(groups[0]).\(groups[1])"
    if hasThousands {
      throw Refusal(
        .ambiguousComma,
        "\(text) could be \(sign)\(groups.joined()) or \(decimal). Write it without the comma.")
    }
    guard !groups[0].isEmpty, !groups[1].isEmpty else { throw outOfPlace(in: text) }
    return decimal
  }

  /// Refuses a comma that does not stand inside brackets.
  static func refuseCommaOutsideCalls(_ text: String) throws(Refusal) {
    var depth = 0
    for scalar in text.unicodeScalars {
      if scalar == "(" { depth += 1 }
      if scalar == ")" { depth -= 1 }
      if scalar == ",", depth <= 0 { throw outOfPlace(in: text) }
    }
  }

  /// One to three digits, not starting with 0, and then groups of three.
  private static func isThousandsForm(_ groups: [Substring]) -> Bool {
    guard groups.count > 1, let first = groups.first else { return false }
    return (1...3).contains(first.count) && !first.hasPrefix("0")
      && groups.dropFirst().allSatisfy { $0.count == 3 }
  }

  private static func isPartOfNumber(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isDecimalDigit || scalar == "," || scalar == "."
  }

  private static func outOfPlace(in text: String) -> Refusal {
    text.contains(", ")
      ? .twoAnswers
      : Refusal(.comma, "The comma is unclear. Write decimals with a point, and one number only.")
  }
}
