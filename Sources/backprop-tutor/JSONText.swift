/// JSON by hand: members stand in the order in which they are given, and numbers as they are written.
enum JSONText {
  static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\(string($0)): \($1)" }.joined(separator: ", ") + "}"
  }

  /// A text; `null` for nil.
  static func string(_ text: String?) -> String {
    guard let text else { return "null" }
    var escaped = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": escaped += "\\\""
      case "\\": escaped += "\\\\"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let code = String(scalar.value, radix: 16)
        escaped += "\\u" + String(repeating: "0", count: 4 - code.count) + code
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped + "\""
  }
}
