import ModelLanguage

/// One word on the form of a right formula, if it could be said more simply.
struct FormHint {
  let text: String

  /// - Parameters:
  ///   - key: The right formula as the question has it; it may be a slope, which has no form.
  ///   - model: The model whose names could stand for parts of the answer.
  init?(on answer: Expr, key: Expr, model: Model?) {
    if answer.hasIdleNumber {
      text = "A factor 1, a factor 0 or a term 0 can be left out."
    } else if answer.hasReducibleFraction {
      text = "A fraction in it can be reduced."
    } else if answer.hasLikeTerms {
      text = "Two of its terms are alike and can be put together."
    } else if let (part, name) = answer.part(knownTo: model, besides: key) {
      text = "You can write `\(part)` as `\(name)`, which the forward pass already has."
    } else if key.derivatives.isEmpty, answer.parts.count > 2 * key.parts.count {
      text = "It can be written in fewer than half as many parts."
    } else {
      return nil
    }
  }
}

extension Expr {
  fileprivate var hasIdleNumber: Bool {
    parts.contains { part in
      guard case .binary(let symbol, let left, let right) = part.kind else { return false }
      let (a, b) = (left.literalValue, right.literalValue)
      return switch symbol {
      case .plus: a == 0 || b == 0
      case .minus: b == 0
      case .times: a == 0 || b == 0 || a == 1 || b == 1
      case .over: a == 0 || b == 1
      case .power: b == 1
      case .matrixTimes: false
      }
    }
  }

  fileprivate var hasReducibleFraction: Bool {
    parts.contains { part in
      guard case .binary(.over, let left, let right) = part.kind,
        let a = left.literalValue.flatMap(Int.init(exactly:)),
        let b = right.literalValue.flatMap(Int.init(exactly:)), b != 0
      else { return false }
      return greatestCommonDivisor(a.magnitude, b.magnitude) > 1
    }
  }

  fileprivate var hasLikeTerms: Bool {
    parts.contains { part in
      let keys = part.terms.map {
        $0.factors.filter { $0.literalValue == nil }.map(\.description).sorted()
      }
      return Set(keys).count < keys.count
    }
  }

  /// The parts that are added up.
  private var terms: [Expr] {
    switch kind {
    case .binary(.plus, let left, let right), .binary(.minus, let left, let right):
      left.terms + right.terms
    case .negated(let operand): operand.terms
    default: [self]
    }
  }

  /// The parts that are multiplied.
  private var factors: [Expr] {
    switch kind {
    case .binary(.times, let left, let right): left.factors + right.factors
    case .negated(let operand): operand.factors
    default: [self]
    }
  }

  /// A part that is written out although a name of the model stands for it.
  ///
  /// - Parameter key: What is asked; its own name would be no answer.
  fileprivate func part(
    knownTo model: Model?, besides key: Expr
  ) -> (part: String, name: String)? {
    guard let model else { return nil }
    for statement in model.program.statements.reversed() where !model.isLeaf(statement.name) {
      if key == Expr(.name(statement.name)) { continue }
      guard !statement.value.operands.isEmpty, parts.contains(statement.value) else { continue }
      return (statement.value.description, statement.name)
    }
    return nil
  }
}

private func greatestCommonDivisor(_ a: UInt, _ b: UInt) -> UInt {
  b == 0 ? a : greatestCommonDivisor(b, a % b)
}
