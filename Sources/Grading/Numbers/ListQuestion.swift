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
  private let mistakes: [Tensor]

  /// Makes a question.
  ///
  /// - Parameters:
  ///   - key: The right values.
  ///   - roundingErrorBound: How far rounding alone can have moved any of them.
  ///   - digits: How many significant digits count in each entry.
  ///   - trace: The model run at the point that the question is about; nil if it has no model.
  ///   - given: Names beside the model's that an answer may use.
  ///   - targets: What is asked, as learners write it before `=`.
  ///   - mistakes: Wrong values to recognise, of any shape; those equal to the key are ignored.
  ///   - hidden: Names whose value is what is asked.
  ///   - expression: What the key was computed from; with it wrong answers are diagnosed.
  public init(
    key: Tensor, roundingErrorBound: Double = 0, digits: Int = 3, trace: Trace?,
    given: [String: Double] = [:], targets: [String] = [], mistakes: [Tensor] = [],
    hidden: Set<String> = [], expression: Expr? = nil
  ) {
    self.key = key
    self.targets = targets
    self.trace = trace
    self.given = given
    self.expression = expression
    self.digits = digits
    self.mistakes = mistakes
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
      let known = known(where: { isAnswer(rows, $0, isExact: true) })
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
      ? (key.shape.rank == 2 ? "1 row of " : "") + "\(rows[0].count)"
      : "\(rows.count) rows of \(rows.map { "\($0.count)" }.joined(separator: ", "))"
    return Refusal(
      .wrongShape,
      "The answer has \(wanted), yours \(got). "
        + (key.shape.rank == 2
          ? "Write each row in brackets: [[1, 2], [3, 4]]." : "Write them with commas between."))
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
        if let known = known(where: { isAnswer(rows, $0) }) { return known }
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

  /// The listed mistake, else the misconception, whose value matches.
  private func known(where matches: (Tensor) -> Bool) -> Judgement? {
    if let listed = mistakes.firstIndex(where: { $0 != key && matches($0) }) {
      return Judgement(.incorrect, .listedMistake, mistake: listed)
    }
    return ListSuspects(key: key, expression: expression, trace: trace, given: given)
      .judgement(where: matches)
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
