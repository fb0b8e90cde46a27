import LessonFormat
import ModelLanguage

/// Experiments, on a copy.
extension Session {
  /// Runs the model with the changes of `text` and leaves everything as it was.
  mutating func play(_ text: String) {
    do throws(PlayError) {
      emit(.played(try played(text)))
    } catch {
      emit(.told(.cannotPlay(error.lines)))
    }
  }

  private struct PlayError: Error {
    var lines: [String]

    init(_ lines: String...) {
      self.lines = lines
    }

    /// A line that was typed, with a caret; its place needs no file name.
    ///
    /// A diagnostic about a line of the model, which now does not fit, has no place in what was typed.
    init(_ list: Diagnostic.List, in text: String) {
      if let diagnostic = list.diagnostics.first, diagnostic.range.start.line > 1 {
        lines = ["error: \(diagnostic.message)"]
        return
      }
      lines = (list.diagnostics.first?.lines(file: "", text: text) ?? []).enumerated()
        .filter { $0.offset != 1 }.map(\.element)
    }
  }

  private func played(_ text: String) throws(PlayError) -> Play {
    guard text.utf8.count <= 500 else {
      throw PlayError("an experiment has at most 500 characters")
    }
    guard !text.allSatisfy(\.isWhitespace) else {
      let name = scene.model.names.first ?? "x"
      throw PlayError("say what to set, for example: set \(name) = 3")
    }
    let command = "set" + text
    let changes: [String: Expr]
    do throws(Diagnostic.List) {
      changes = try Experiment.changes(in: command)
    } catch {
      throw PlayError(error, in: command)
    }
    for name in changes.keys.sorted() where scene.model.nodes[name] == nil {
      let nearest = Spelling.nearest(to: name, among: scene.model.names)
      throw PlayError(
        "the model has no '\(name)'; "
          + (nearest.map { "did you mean '\($0)'?" }
            ?? "it has \(scene.model.names.joined(separator: ", "))"))
    }
    let model: Model
    do throws(Diagnostic.List) {
      model = try Model(scene.model.program.rebinding(changes.mapValues(\.asLiteral)))
    } catch {
      throw PlayError(error, in: command)
    }
    do {
      let trace = try Trace(model)
      return Play(changed: Set(changes.keys), trace: trace, slopes: slopes(of: trace))
    } catch {
      throw PlayError(model.explain(error))
    }
  }

  /// The slopes that the step is about, before and after; none while its question is open.
  ///
  /// Other slopes of the lesson's model, and all of a step that only shows, may be asked further on: they are
  /// not told.
  private func slopes(of trace: Trace) -> [Play.Slope] {
    guard stage == .resting else { return [] }
    let isAsked = scene.step.question != nil
    let output = scene.ledger?.output ?? scene.model.output
    let onTheWay = Set(scene.ledger?.rows.map(\.label) ?? [])
    let names = scene.model.names.filter { $0 != output && (!isAsked || onTheWay.contains($0)) }
    return names.compactMap { name in
      guard let before = try? scene.trace.slope(of: output, withRespectTo: name),
        let after = try? trace.slope(of: output, withRespectTo: name)
      else { return nil }
      return Play.Slope(
        label: "d\(output)/d\(name)", before: isAsked ? before : nil, after: after)
    }
  }
}

extension Expr {
  /// The number that an expression without names stands for, so that `w = 10/3` stays an input.
  fileprivate var asLiteral: Expr {
    guard names.isEmpty, let formula = try? Formula(self, over: nil),
      let run = try? formula.run(at: [:])
    else { return self }
    return Expr(literal: run.value)
  }
}
