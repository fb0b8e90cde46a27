import Autodiff
import Drawing
import ModelLanguage
import Tutor

/// What came of something that a learner tried, in lines.
struct PlayView {
  let page: Page
  /// What stands above a changed model.
  var heading = ""
  /// Whether of a changed model only what is new is shown.
  var isBrief = false

  /// What is said to what is no bet.
  static let betAgain = "A bet is up, down, none or a number. Enter just looks."
  /// What stands above a line to edit that holds the model.
  static let modelOffered = "The whole model is on the line: change it and press Enter."

  /// The lines of a result; none for a film, which is played.
  func lines(for result: PlayResult) -> [StyledText] {
    switch result {
    case .changed(let play) where play.changed.isEmpty:
      page.paragraph(
        play.removed.isEmpty
          ? "Nothing is different now." : "Gone: \(play.removed.joined(separator: ", ")).")
    case .changed(let play): changed(play)
    case .value(let value, let expression, let readAs): self.value(value, of: expression, readAs)
    case .betWanted(let nudge): betWanted(nudge)
    case .nudged(let nudge, let bet): NudgeView(nudge: nudge, bet: bet).lines(on: page)
    case .checked(let check): checked(check)
    case .traced(let ledger, let trace): traced(ledger, trace)
    case .drawn(let figure): FigureView(figure: figure).lines(on: page)
    case .filmed: []
    case .trained(let run, let play):
      Page.spaced([
        TrainingView(run: run).lines(on: page), play.changed.isEmpty ? [] : changed(play),
      ])
    case .named(let trace): named(trace)
    case .informed(let info): InfoView(info: info).lines(on: page)
    case .putBack(let trace):
      Page.spaced([
        page.paragraph("Your changes are dropped; everything is as it was:"), model(trace),
      ])
    case .failed(let error): failed(error)
    }
  }

  /// A sentence in a paragraph; a diagnostic with its caret, or aloud without.
  func failed(_ error: PlayError) -> [StyledText] {
    let lines = error.lines
    guard lines.count > 1 else { return page.paragraph(lines.first ?? "") }
    if page.isPlain { return page.paragraph(error.spoken) }
    return page.paragraph(lines[0]) + inView(Array(lines.dropFirst()))
  }

  /// Lines below one another, cut alike at the left where the caret would stand outside the page.
  private func inView(_ lines: [String]) -> [StyledText] {
    let room = max(1, page.width - 2)
    let caret = lines.compactMap { line in
      line.firstIndex(of: "^").map { line.distance(from: line.startIndex, to: $0) }
    }
    let hidden = max(0, (caret.first ?? 0) - room / 2 - 8)
    return lines.map { StyledText("  " + String($0.dropFirst(hidden).prefix(room))) }
  }

  /// The slopes, each with what it was in the lesson.
  func slopes(_ slopes: [Play.Slope]) -> [StyledText] {
    slopes.flatMap { slope in
      let before = slope.before.map {
        $0 == slope.after ? ", as in the lesson" : ", in the lesson \(NumberText.rounded($0))"
      }
      return
        (StyledText(slope.label, .code) + StyledText(" = ")
        + StyledText(NumberText.rounded(slope.after), .gradient) + StyledText(before ?? "", .aside))
        .wrapped(to: page.width, first: StyledText("    "))
    }
  }

  private func changed(_ play: Play) -> [StyledText] {
    Page.spaced([
      (play.removed.isEmpty
        ? [] : page.paragraph("Gone: \(play.removed.joined(separator: ", ")).")),
      heading.isEmpty ? [] : page.paragraph(heading),
      ModelView(
        trace: play.trace, hidden: play.hidden, changed: play.changed,
        shown: isBrief ? play.touched : nil
      ).lines(on: page),
      slopes(play.slopes),
    ])
  }

  /// A model with its values, or how to begin one.
  func model(_ trace: Trace) -> [StyledText] {
    trace.model.program.statements.isEmpty
      ? page.paragraph("The model is empty. Define a name, such as: x = 2")
      : ModelView(trace: trace, hidden: nil).lines(on: page)
  }

  private func value(_ value: Tensor, of expression: Expr, _ readAs: String?) -> [StyledText] {
    let text = StyledText(NumberText.rounded(value), .gradient)
    // The shortest text that reads back, where six digits do not say all.
    let exact = NumberText.exact(value)
    let isExact = exact == NumberText.rounded(value)
    let more =
      isExact || value.shape != .scalar ? StyledText() : StyledText(", exactly \(exact)", .aside)
    let echo = readAs.map { StyledText("\($0) = ", .aside) } ?? StyledText("= ", .aside)
    return page.paragraph(echo + text + more)
  }

  private func betWanted(_ nudge: Nudge) -> [StyledText] {
    let size = NumberText.rounded(nudge.rows[0].size)
    return page.paragraph(
      "\(nudge.entry) is \(NumberText.rounded(nudge.start)) and moves by \(size). Your bet: which way "
        + "does \(nudge.output) go, and how far? Type up, down, none or a number; Enter just looks."
    )
  }

  private func checked(_ check: GradientCheck) -> [StyledText] {
    let table = CheckView(rows: check.rows).lines(on: page)
    guard let row = check.rows.first, let gradient = row.gradient.number, !check.sweep.isEmpty
    else {
      return table
    }
    guard !page.isPlain else { return Page.spaced([table, sweepSentences(check.sweep, gradient)]) }
    var sweep = Table(
      heading: ["nudge", "slope by nudging", "off by"].map { StyledText($0, .aside) },
      alignments: [.right, .left, .left])
    for attempt in check.sweep {
      sweep.addRow([
        StyledText(NumberText.rounded(attempt.step, to: 3)),
        StyledText(NumberText.rounded(attempt.numeric, to: 12), .value),
        StyledText(NumberText.rounded(abs(attempt.numeric - gradient), to: 2)),
      ])
    }
    let words =
      "At each size of the nudge (large ones miss the bend of a curve, tiny ones drown in rounding):"
    return Page.spaced([table, page.paragraph(words) + sweep.lines(on: page)])
  }

  private func sweepSentences(
    _ sweep: [NumericCheck.Attempt], _ gradient: Double
  ) -> [StyledText] {
    sweep.flatMap { attempt in
      page.paragraph(
        "A nudge of \(NumberText.rounded(attempt.step, to: 3)) gives "
          + "\(NumberText.rounded(attempt.numeric, to: 12)), off by "
          + "\(NumberText.rounded(abs(attempt.numeric - gradient), to: 2)).")
    }
  }

  private func traced(_ ledger: Ledger, _ trace: Trace) -> [StyledText] {
    Page.spaced([model(trace), LedgerView(ledger: ledger).lines(on: page)])
  }

  private func named(_ trace: Trace) -> [StyledText] {
    guard !trace.model.names.isEmpty else { return model(trace) }
    var table = Table(
      heading: ["name", "what", "value"].map { StyledText($0, .aside) },
      alignments: [.left, .left, .left])
    var sentences: [StyledText] = []
    for name in trace.model.names {
      guard let value = trace.value(of: name) else { continue }
      let kind = trace.model.isLeaf(name) ? "input" : "result"
      let shape =
        switch value.shape {
        case .scalar: kind
        case .vector(let count): "\(kind), \(count) numbers"
        case .matrix(let rows, let columns): "\(kind), \(rows) by \(columns)"
        }
      let text = StyledText(NumberText.rounded(value), .value)
      table.addRow([StyledText(name, .code), StyledText(shape), text])
      let article = shape.first == "i" ? "an" : "a"
      sentences.append(
        StyledText(name, .code) + StyledText(" is \(article) \(shape): ") + text + StyledText("."))
    }
    return page.isPlain
      ? sentences.flatMap(page.paragraph)
      : table.lines(on: page)
  }

}
