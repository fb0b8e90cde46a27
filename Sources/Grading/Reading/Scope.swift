import ModelLanguage

/// What the names of an answer stand for.
struct Scope {
  /// Known everywhere, unless a model binds the name.
  static let constants: [String: Double] = ["pi": .pi, "e": 2.718281828459045]

  /// The model whose names an answer may use; nil for numbers alone.
  private let model: Model?
  /// The value of each name that is no node.
  let given: [String: Double]
  /// The names that an answer may use.
  let vocabulary: Vocabulary

  /// - Parameter given: Names beside the model's, with their values; the model's come first.
  init(_ model: Model? = nil, given: [String: Double] = [:]) {
    self.model = model
    self.given = Self.constants.merging(given) { _, given in given }
    let names = model?.names ?? []
    let others = given.keys.sorted() + Self.constants.keys.sorted().filter { given[$0] == nil }
    vocabulary = Vocabulary(names + others.filter { !names.contains($0) })
  }

  /// Names without values, for reading alone.
  init(names: [String]) {
    model = nil
    given = Self.constants
    vocabulary = Vocabulary(names + Self.constants.keys.sorted().filter { !names.contains($0) })
  }

  /// An expression in these names, ready to run.
  func formula(_ expression: Expr) throws(Refusal) -> Formula {
    do throws(Diagnostic) {
      return try Formula(expression, over: model, given: given)
    } catch {
      throw Refusal(error)
    }
  }
}
