import ModelLanguage

/// What stands before `=` in `dy/dx = 3`: what the learner says the number is.
enum Label: Equatable {
  case name(String)
  case derivative(of: String, withRespectTo: String)
  /// `w.grad`, as in PyTorch.
  case gradient(withRespectTo: String)
  /// `y'`.
  case prime(of: String)

  /// Reads a label, blanks ignored; nil if `text` has no such shape.
  init?(_ text: String) {
    let compact = text.compact
    if compact.hasSuffix(".grad"), isName(String(compact.dropLast(5))) {
      self = .gradient(withRespectTo: Vocabulary.canonical(String(compact.dropLast(5))))
    } else if compact.hasSuffix("'"), isName(String(compact.dropLast())) {
      self = .prime(of: Vocabulary.canonical(String(compact.dropLast())))
    } else {
      switch (try? Expr(parsing: compact, as: .trace))?.kind {
      case .name(let name)?:
        self = .name(Vocabulary.canonical(name))
      case .derivative(let top, let bottom)?:
        self = .derivative(
          of: Vocabulary.canonical(top), withRespectTo: Vocabulary.canonical(bottom))
      default:
        return nil
      }
    }
  }

  /// Whether the label names `target`; `w.grad` and `y'` leave one half of a derivative open.
  func names(_ target: Label) -> Bool {
    switch (self, target) {
    case (.gradient(let bottom), .derivative(_, let asked)): bottom == asked
    case (.prime(let top), .derivative(let asked, _)): top == asked
    default: self == target
    }
  }
}
