public import Autodiff
public import ModelLanguage

/// A question for a list of numbers or a matrix, judged entry by entry.
public struct ListQuestion: Sendable {
  private let key: Tensor
  private let entries: [NumberQuestion]
  private let targets: [String]
  private let trace: Trace?
  private let given: [String: Double]
  private let expression: Expr?
  private let digits: Int

  /// Makes a question.
  ///
  /// - Parameters:
  ///   - key: The right values.
  ///   - roundingErrorBound: How far rounding alone can have moved any of them.
  ///   - digits: How many significant digits count in each entry.
  ///   - trace: The model run at the point that the question is about; nil if it has no model.
  ///   - given: Names beside the model's that an answer may use.
  ///   - targets: What is asked, as learners write it before `=`.
  ///   - hidden: Names whose value is what is asked.
  ///   - expression: What the key was computed from; with it wrong answers are diagnosed.
  public init(
    key: Tensor, roundingErrorBound: Double = 0, digits: Int = 3, trace: Trace?,
    given: [String: Double] = [:], targets: [String] = [], hidden: Set<String> = [],
    expression: Expr? = nil
  ) {
    self.key = key
    self.targets = targets
    self.trace = trace
    self.given = given
    self.expression = expression
    self.digits = digits
    entries = key.entries.map { entry in
      NumberQuestion(
        key: Evaluation(value: entry, roundingErrorBound: roundingErrorBound), digits: digits,
        trace: trace, given: given, hidden: hidden)
    }
  }

  /// Judges one line: `[1, 2]`, `1, 2`, `[[1, 2], [3, 4]]` or `1 2; 3 4`.
  public func judge(_ input: String) -> Judgement {
    do throws(Refusal) {
      return try judgement(of: ListLine(AnswerText(input).text, targets: targets))
    } catch {
      return Judgement(error)
    }
  }

  private func judgement(of line: ListLine) throws(Refusal) -> Judgement {
    let rows = line.rows(wanted: key.shape)
    let (rowCount, columnCount) = (key.shape.rowCount, key.shape.columnCount)
    let isSwapped =
      key.shape.rank == 2 && rowCount != columnCount && rows.count == columnCount
      && rows.allSatisfy { $0.count == rowCount }
    if isSwapped {
      return Judgement(
        .incorrect, .transposed,
        message: "Rows and columns are swapped. A gradient has the shape of what it is by.")
    }
    guard rows.count == rowCount, rows.allSatisfy({ $0.count == columnCount }) else {
      throw rows.joined().contains(where: \.isEmpty) ? .emptyList : wrongShape(rows)
    }
    let judgements = zip(entries, rows.joined()).map { $0.judge($1) }
    // A known wrong list stays wrong, even if each entry would pass as a rounding of the key's.
    if !judgements.allSatisfy({ $0.verdict == .correct || $0.verdict == .invalid }),
      let known = suspects().judgement(where: { isAnswer(rows, $0, isExact: true) })
    {
      return known
    }
    return judgement(of: judgements, rows: rows)
  }

  private func wrongShape(_ rows: [[String]]) -> Refusal {
    let wanted =
      key.shape.rank == 2
      ? "\(key.shape.rowCount) rows of \(key.shape.columnCount) numbers"
      : "\(key.shape.columnCount) numbers"
    let got =
      rows.count == 1
      ? "\(rows[0].count)" : "\(rows.count) rows of \(rows.map { "\($0.count)" }.joined(separator: ", "))"
    return Refusal(
      .wrongShape, "The answer has \(wanted), yours \(got). Write them with commas between.")
  }

  /// One verdict for all entries: the worst, with the places it is about.
  private func judgement(of judgements: [Judgement], rows: [[String]]) -> Judgement {
    func places(_ verdict: Judgement.Verdict) -> [Int] {
      judgements.indices.filter { judgements[$0].verdict == verdict }
    }
    for verdict in [Judgement.Verdict.invalid, .incorrect, .imprecise] {
      let places = places(verdict)
      guard let first = places.first else { continue }
      if verdict == .incorrect {
        if let known = suspects().judgement(where: { isAnswer(rows, $0) }) { return known }
        if let miss = commonMiss(rows) { return miss }
        if isTransposed(rows) {
          return Judgement(.incorrect, .transposed, message: "Rows and columns are swapped.")
        }
      }
      var judgement = judgements[first]
      judgement.readAs = nil
      if places.count > 1, verdict == .incorrect { judgement.reason = .different }
      judgement.message = message(on: places, verdict, first: judgement.message)
      return judgement
    }
    let reason = judgements.contains { $0.reason == .rounded } ? Judgement.Reason.rounded : .equal
    return Judgement(.correct, reason)
  }

  private func message(
    on places: [Int], _ verdict: Judgement.Verdict, first message: String?
  ) -> String {
    guard let first = places.first else { return "" }
    if places.count == 1 || verdict == .invalid {
      return message.map { "\(name(of: first)): \($0)" } ?? "\(name(of: first)) is not right yet."
    }
    let names = places.prefix(6).map { name(of: $0) }.joined(separator: "; ")
    let rest = places.count > 6 ? "; and more" : ""
    return verdict == .imprecise
      ? "\(names)\(rest): \(message ?? "Right so far.")" : "Not right yet: \(names)\(rest)."
  }

  /// What is wrong with every entry alike.
  private func commonMiss(_ rows: [[String]]) -> Judgement? {
    if isAnswer(rows, key.map { -$0 }) {
      return Judgement(.incorrect, .wrongSign, message: "Right sizes, wrong signs.")
    }
    for factor in [2, 0.5] where isAnswer(rows, key.map { factor * $0 }) {
      return Judgement(.incorrect, .factorOfTwo, message: "Every entry is out by a factor of 2.")
    }
    return nil
  }

  /// `Entry 2`, or `Row 1, column 2`.
  private func name(of place: Int) -> String {
    guard key.shape.rank == 2 else { return "Entry \(place + 1)" }
    let columns = key.shape.columnCount
    return "Row \(place / columns + 1), column \(place % columns + 1)"
  }

  // MARK: Known mistakes

  private func suspects() -> ListSuspects {
    ListSuspects(key: key, expression: expression, trace: trace, given: given)
  }

  /// Whether every entry of the line is that of another value.
  ///
  /// - Parameter isExact: Whether no entry may be rounded.
  private func isAnswer(_ rows: [[String]], _ value: Tensor, isExact: Bool = false) -> Bool {
    guard value.shape == key.shape else { return false }
    return zip(value.entries, rows.joined()).allSatisfy { entry, text in
      let judgement = NumberQuestion(
        key: Evaluation(value: entry, roundingErrorBound: 0), digits: digits, trace: trace,
        given: given
      ).judge(text)
      return isExact ? judgement.reason == .equal : judgement.verdict == .correct
    }
  }

  private func isTransposed(_ rows: [[String]]) -> Bool {
    guard case .matrix(let count, let columns, let entries) = key, count == columns else {
      return false
    }
    let turned = (0..<count).flatMap { row in (0..<count).map { entries[$0 * count + row] } }
    return isAnswer(rows, Tensor(key.shape, turned))
  }
}

/// The wrong lists that misconceptions lead to.
private struct ListSuspects {
  private let suspects: [(way: WrongWay, value: Tensor)]
  private let diagnostician: Diagnostician?

  init(key: Tensor, expression: Expr?, trace: Trace?, given: [String: Double]) {
    diagnostician = expression.flatMap { expression in
      trace.flatMap { Diagnostician(of: expression, over: $0.model, given: given) }
    }
    suspects = (diagnostician?.wrongWays.wrongValues() ?? []).filter { $0.value != key }
  }

  func judgement(where matches: (Tensor) -> Bool) -> Judgement? {
    let ways = suspects.filter { matches($0.value) }.map(\.way)
    return diagnostician?.diagnosis(by: ways).map {
      Judgement(.incorrect, .misconception, message: $0.remark, diagnosis: $0)
    }
  }
}

/// A line of numbers, cut into rows and entries.
private struct ListLine {
  private let text: String

  init(_ text: String, targets: [String]) throws(Refusal) {
    var text = text
    if let equals = text.lastIndex(of: "=") {
      // The label is judged as before a number; what stands behind it is the list.
      let label = String(text[..<equals])
      _ = try AnswerLine("\(label) = 0", targets: targets)
      text = String(text[text.index(after: equals)...]).trimmed
    }
    guard !text.isEmpty, text != "?" else { throw .emptyList }
    guard Self.isBalanced(text) else {
      throw Refusal(.unreadable, "A bracket is not closed, or closes nothing.")
    }
    self.text = text
  }

  private static func isBalanced(_ text: String) -> Bool {
    var open: [Character] = []
    for character in text {
      if let close = pairs[character] { open.append(close) }
      if ")]}".contains(character), open.popLast() != character { return false }
    }
    return open.isEmpty
  }

  private static let pairs: [Character: Character] = ["[": "]", "(": ")", "{": "}"]

  func rows(wanted shape: Shape) -> [[String]] {
    let body = Self.unwrapped(text)
    let semicolons = Self.split(body, at: ";")
    if semicolons.count > 1 {
      // `1; 2` is one list, `1 2; 3 4` two rows.
      return shape.rank == 2
        ? semicolons.map(entries) : [semicolons.flatMap { $0.contains(",") ? [$0] : entries($0) }]
    }
    let parts = Self.split(body, at: ",")
    let areRows = parts.allSatisfy { part in
      part.first.flatMap { Self.pairs[$0] } != nil && part.first.flatMap { Self.pairs[$0] } == part.last
    }
    if areRows, shape.rank == 2 || parts.count > 1 { return parts.map(entries) }
    // The brackets of a matrix with one row were taken off above.
    return [entries(body)]
  }

  private func entries(_ row: String) -> [String] {
    let body = Self.unwrapped(row)
    let parts = Self.split(body, at: ",")
    if parts.count > 1 { return parts }
    let words = body.split(separator: " ").map(String.init)
    let areNumbers = words.allSatisfy { word in
      word.unicodeScalars.contains(where: \.isDecimalDigit)
        && word.unicodeScalars.last.map { $0.isDecimalDigit || $0 == ")" || $0 == "." } == true
        && !"*/^+".contains(word.prefix(1))
    }
    return words.count > 1 && areNumbers ? words : [body]
  }

  /// The text without the brackets around all of it.
  private static func unwrapped(_ text: String) -> String {
    guard let first = text.first, let last = pairs[first], text.last == last else { return text }
    var depth = 0
    for (offset, character) in text.enumerated() {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if depth == 0, offset < text.count - 1 { return text }
    }
    return String(text.dropFirst().dropLast()).trimmed
  }

  /// Cuts where no bracket is open.
  private static func split(_ text: String, at separator: Character) -> [String] {
    var parts = [""]
    var depth = 0
    for character in text {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if character == separator, depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    return parts.map(\.trimmed)
  }
}

extension Refusal {
  fileprivate static let emptyList = Refusal(
    .empty, "There is no answer yet. Type the numbers with commas between.")
}

extension Shape {
  fileprivate var rowCount: Int {
    if case .matrix(let rows, _) = self { rows } else { 1 }
  }

  fileprivate var columnCount: Int {
    switch self {
    case .scalar: 1
    case .vector(let count): count
    case .matrix(_, let columns): columns
    }
  }
}
