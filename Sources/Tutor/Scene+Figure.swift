import LessonFormat
import ModelLanguage

extension Scene {
  /// The picture of the step; nil if it has none, or none that can be drawn yet.
  ///
  /// - Parameter isOpen: Whether the step's task is still open, so that no slope may be told.
  public func figure(isOpen: Bool) -> Figure? {
    guard let request = figureRequest(isOpen: isOpen),
      let figure = try? Figure(request, of: trace)
    else { return nil }
    // What was drawn with the question is not drawn again.
    return isOpen || step.task == nil || figure.hasMoreToTell ? figure : nil
  }

  /// Why the step's picture can't be drawn; nil if it can, or if there is none.
  var figureProblem: String? {
    guard let request = figureRequest(isOpen: false) else { return nil }
    do throws(PlayError) {
      _ = try Figure(request, of: trace)
      return nil
    } catch {
      return error.lines.first
    }
  }

  private func figureRequest(isOpen: Bool) -> Figure.Request? {
    guard let picture = step.picture else { return nil }
    let asked = isOpen ? hiddenName : nil
    if isOpen {
      switch picture.kind {
      // There is nothing in these but slopes, and where steps along them lead.
      case .ledger, .bars, .trace, .hchart, .lines: return nil
      // On an axis a value can be read off.
      case .tangent, .valley, .area, .cells:
        if let asked, picture.names.contains(asked) || picture.names.count < 2 { return nil }
      case .pipe, .graph, .film: break
      }
    }
    let slopes = step.question?.answer.derivatives ?? []
    // A table of the backward pass leads to what was asked, and to nothing beyond.
    let names =
      picture.kind == .ledger && !slopes.isEmpty ? slopes.map(\.withRespectTo) : picture.names
    // Fresh numbers may leave the range that the author chose for the first ones.
    let start = names.first.flatMap { trace.value(of: $0)?.number }
    let range = picture.range.flatMap { range in
      picture.kind == .film || start.map(range.contains) == true ? range : nil
    }
    return Figure.Request(
      kind: picture.kind, names: names, range: range,
      output: slopes.first?.of,
      rate: given["rate"] ?? trace.rate, hidden: asked,
      nudge: ["move", "h"].compactMap { given[$0] }.first,
      told: isOpen ? [] : toldNames(picture.kind))
  }

  /// The names whose slopes a picture may tell once the task is done; all of them if nil.
  ///
  /// Those on the way from what was asked; others may be asked further on. Where nothing is asked a
  /// picture tells slopes only if it consists of nothing else.
  private func toldNames(_ kind: Picture.Kind) -> Set<String>? {
    switch kind {
    case .ledger, .bars, .trace, .hchart: return nil
    case .film where step.task == nil: return nil
    case _ where step.task == nil: return []
    // A slope that was not asked would only confuse.
    case .tangent where step.question?.answer.derivatives.isEmpty == true: return []
    case .area, .lines, .valley, .tangent: return nil
    case .pipe, .graph, .film, .cells:
      return Set(ledger?.rows.flatMap { $0.names + [$0.label] } ?? [])
    }
  }
}
