import ModelLanguage

/// What a learner bets before a nudge: which way the output goes, and perhaps how far.
public struct Bet: Equatable, Sendable {
  /// Which way.
  public enum Direction: Sendable {
    case up, down, nowhere
  }

  /// Which way the output goes.
  public let direction: Direction
  /// How far it moves, with its sign; nil if only the way was said.
  public let move: Double?

  /// Reads `up`, `down`, `none` or a number such as `+0.3`; nil if it is none of these.
  init?(_ text: String) {
    let words = text.lowercased().split(whereSeparator: \.isWhitespace)
    let directions: [String: Direction] = [
      "up": .up, "more": .up, "+": .up, "down": .down, "less": .down, "-": .down,
      "none": .nowhere, "nowhere": .nowhere, "same": .nowhere, "no": .nowhere,
    ]
    let named = words.first.flatMap { directions[String($0)] }
    let rest = named == nil ? words : Array(words.dropFirst().drop { $0 == "by" })
    let number = rest.joined(separator: " ").asNumber
    if named == nil || !rest.isEmpty { guard number != nil else { return nil } }
    // `down 0.3` is as good as -0.3.
    let move = number.map { named == .down ? -abs($0) : $0 }
    // `up -0.3` says two things at once.
    switch (named, move) {
    case (.up?, let move?) where move <= 0: return nil
    case (.down?, let move?) where move == 0: return nil
    case (.nowhere?, let move?) where move != 0: return nil
    default: break
    }
    self.move = move
    direction = named ?? (move.map { $0 > 0 ? .up : $0 < 0 ? .down : .nowhere } ?? .nowhere)
  }

  /// How a bet turned out.
  public enum Outcome: Sendable {
    /// The way is right, and the size if one was said.
    case right
    /// The way is right, and the output goes farther.
    case tooLittle
    /// The way is right, and the output does not go so far.
    case tooMuch
    case wrongWay
  }

  /// How the bet turned out for the nudge that was asked for.
  ///
  /// A size counts as right within a tenth of what the gradient foretells, or of what happened.
  public func outcome(of nudge: Nudge) -> Outcome {
    guard let row = nudge.rows.first else { return .wrongWay }
    let happened = row.actual ?? row.predicted
    let isFlat = nudge.slope == 0 && abs(happened) <= 1e-3 * abs(row.size)
    let way: Direction = isFlat || happened == 0 ? .nowhere : happened > 0 ? .up : .down
    guard way == direction else { return .wrongWay }
    guard let move, way != .nowhere else { return .right }
    let isClose = [row.predicted, happened].contains { abs(move - $0) <= 0.1 * abs($0) }
    return isClose ? .right : abs(move) > abs(happened) ? .tooMuch : .tooLittle
  }
}

extension String {
  /// The number that an expression without names stands for.
  var asNumber: Double? {
    let text = hasPrefix("+") ? String(dropFirst()) : self
    guard text.utf8.count <= 200, let expression = try? Expr(parsing: text, as: .answer),
      let value = try? expression.number
    else { return nil }
    return value.isFinite ? value : nil
  }
}

extension Expr {
  /// The value of an expression without names.
  fileprivate var number: Double? {
    get throws {
      guard names.isEmpty else { return nil }
      let formula = try Formula(self, over: nil)
      return try formula.run(at: [:]).value
    }
  }
}
