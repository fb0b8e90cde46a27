import Autodiff
import ModelLanguage

extension Trace {
  /// The model with one entry of an input moved, run forward; nil where it has no value.
  func moving(_ input: String, at place: Int, by size: Double) -> Trace? {
    guard let value = point[input] else { return nil }
    var entries = value.entries
    entries[place] += size
    return setting(input, to: Tensor(value.shape, entries))
  }

  /// The model with another value for an input, run forward; nil where it has no value.
  func setting(_ input: String, to value: Tensor) -> Trace? {
    running(model.program.rebinding([input: Expr(literal: value)]))
  }

  /// The model with `name` bound to the number that it is, so that it can be moved by itself.
  func holding(_ name: String) -> Trace? {
    guard !model.isLeaf(name) else { return self }
    return value(of: name).flatMap {
      running(model.program.holding(name, at: Expr(literal: $0)))
    }
  }

  private func running(_ program: Program) -> Trace? {
    (try? Model(program)).flatMap { try? Trace($0) }
  }

  /// The slope of one name by another; nil where there is none.
  func slope(of top: String, by bottom: String) -> Tensor? {
    (try? slope(of: top, withRespectTo: bottom)) ?? nil
  }

  /// The learning rate, where the model has one.
  var rate: Double? {
    ["rate", "lr"].compactMap { value(of: $0)?.number }.first
  }

  /// The first input that is a single number and that one of some names is made from.
  func input(behind names: [String]) -> String? {
    model.leafNames.first { leaf in
      value(of: leaf)?.number != nil && !model.names(madeFrom: leaf).isDisjoint(with: names)
    }
  }
}
