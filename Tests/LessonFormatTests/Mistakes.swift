import LessonFormat
import ModelLanguage
import Testing

/// A chapter of one step, with some of its lines replaced.
func chapter(
  front: String = "format: 1\nid: doubling\ntitle: Doubling\nsummary: A machine.",
  model: String = "x = 3\ny = x*2",
  prose: String = "One machine.",
  predict: String = question(),
  experiment: String = "set x = 4   # it moves",
  after: String = ""
) -> String {
  """
  ---
  \(front)
  ---

  ## A step

  ```model
  \(model)
  ```

  \(prose)

  ```predict
  \(predict)
  ```

  ```try
  \(experiment)
  ```
  \(after)
  """
}

/// The lines of a `predict` block that needs nothing, with some of them replaced.
func question(
  id: String = "id: slope",
  ask: String = "ask: How steep?",
  answer: String = "answer: dy/dx",
  hints: String = "hints: [one, two, three]",
  more: String = "digits: 3"
) -> String {
  [id, ask, answer, hints, more].joined(separator: "\n")
}

/// Every complaint about `text`, as `line:column message`; empty if it is a chapter.
func complaints(about text: String) -> [String] {
  do {
    _ = try Chapter(parsing: text)
    return []
  } catch {
    return error.diagnostics.map { "\($0.range.start.line):\($0.range.start.column) \($0.message)" }
  }
}

/// Expects exactly `messages`, each at its ‸ in `marked`, in reading order.
func expectMistakes(
  _ messages: [String], in marked: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  var text = String.UnicodeScalarView()
  var places: [String] = []
  var (line, column) = (1, 1)
  for scalar in marked.unicodeScalars {
    if scalar == "‸" {
      places.append("\(line):\(column)")
      continue
    }
    text.append(scalar)
    (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
  }
  let expected = zip(places, messages).map { "\($0) \($1)" }
  #expect(places.count == messages.count, sourceLocation: sourceLocation)
  #expect(complaints(about: String(text)) == expected, sourceLocation: sourceLocation)
}
