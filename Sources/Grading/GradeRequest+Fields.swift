import Autodiff
import ModelLanguage

/// What the fields of a request mean.
extension GradeRequest {
  /// The program, and behind it the names: variables at some point of their domain.
  func modelOfNames() throws(Failure) -> Model? {
    var program: Program?
    if let text = self.model {
      do throws(Diagnostic.List) { program = try Program(parsing: text) } catch {
        throw Failure(field: "model", error.diagnostics)
      }
    }
    for name in names ?? [] {
      guard isName(name.name) else {
        throw Failure(field: "names", message: "'\(name.name)' is no name")
      }
      let value: Expr
      if let text = name.is {
        value = try Self.expression(text, field: "names", names: program?.names ?? [])
      } else if program?.names.contains(name.name) == true {
        continue  // a variable of the model, whose domain is told here
      } else {
        value = Expr(literal: try name.domain().value(at: 0.618))
      }
      if let shorter = program {
        program = shorter.binding(name.name, to: value)
      } else {
        program = try Self.program(name.name, value)
      }
    }
    guard let program else { return nil }
    do throws(Diagnostic.List) { return try Model(program, mayNameFunctions: true) } catch {
      throw Failure(field: self.model == nil ? "names" : "model", error.diagnostics)
    }
  }

  private static func program(_ name: String, _ value: Expr) throws(Failure) -> Program {
    do throws(Diagnostic.List) { return try Program(parsing: "\(name) = \(value)") } catch {
      throw Failure(field: "names", error.diagnostics)
    }
  }

  func trace() throws(Failure) -> Trace? {
    guard let model = try modelOfNames() else { return nil }
    do throws(EvaluationError) { return try Trace(model) } catch {
      throw Failure(field: self.model == nil ? "names" : "model", message: model.explain(error))
    }
  }

  /// The slope that `of` and `wrt` name; nil without `wrt`.
  func slope(in model: Model?) throws(Failure) -> Expr? {
    guard let model else { return nil }
    for (field, name) in [("of", of), ("wrt", wrt)] {
      guard let name, model.nodes[name] == nil else { continue }
      throw Failure(field: field, message: "the model has no '\(name)'")
    }
    return wrt.map { Expr(.derivative(of: of ?? model.output, withRespectTo: $0)) }
  }

  /// What learners may write before `=`: what the request says, else the key itself.
  func labels(of key: Expr) -> [String] {
    if let targets, !targets.isEmpty { return targets }
    return switch key.kind {
    case .derivative, .name: [key.description]
    default: []
    }
  }

  func earlierAnswers(over model: Model?) throws(Failure) -> [EarlierAnswer] {
    var answers: [EarlierAnswer] = []
    for earlier in earlier ?? [] {
      let expression = try expression(earlier.key, field: "earlier", over: model)
      _ = try formula(expression, field: "earlier", over: model)
      answers.append(EarlierAnswer(expression, value: earlier.value))
    }
    return answers
  }

  /// Reads an expression of the question, as strictly as a program or as freely as an answer.
  func expression(
    _ text: String, field: String, over model: Model?
  ) throws(Failure) -> Expr {
    try Self.expression(text, field: field, names: model?.names ?? [])
  }

  private static func expression(
    _ text: String, field: String, names: [String]
  ) throws(Failure) -> Expr {
    let strict: Diagnostic
    do throws(Diagnostic) {
      let expression = try Expr(parsing: text, as: .trace)
      // `alpha(x + 1)` calls nothing, if alpha is a name.
      if expression.functions.allSatisfy({ Function.named($0) != nil }) { return expression }
      strict = Diagnostic("unknown function", at: expression.range)
    } catch {
      strict = error
    }
    let scope = Scope(names: names)
    if let readings = try? scope.readings(of: AnswerText(text).text), readings.count == 1 {
      return readings[0].expression
    }
    throw Failure(field: field, [strict])
  }

  func formula(
    _ expression: Expr, field: String, over model: Model?, mayBeList: Bool = false
  ) throws(Failure) -> Formula {
    do throws(Diagnostic) {
      return try Formula(expression, over: model, given: Scope.constants, mayBeList: mayBeList)
    } catch {
      throw Failure(field: field, [error])
    }
  }

  func run(
    _ expression: Expr, field: String, over trace: Trace?
  ) throws(Failure) -> Formula.Run {
    let formula = try formula(expression, field: field, over: trace?.model, mayBeList: true)
    do throws(EvaluationError) { return try formula.run(at: trace?.point ?? [:]) } catch {
      throw Failure(field: field, message: "'\(expression)' has no finite value")
    }
  }
}

extension GradeRequest.Name {
  func domain() throws(GradeRequest.Failure) -> Domain {
    let low = low ?? min(Domain.usual.low, (high ?? 0) - 1)
    let high = high ?? max(Domain.usual.high, low + 1)
    guard low.isFinite, high.isFinite, low <= high else {
      throw GradeRequest.Failure(
        field: "names", message: "'\(name)' has no domain from \(low) to \(high)")
    }
    return Domain(
      low: low, high: high, isLowOpen: lowOpen ?? false, isHighOpen: highOpen ?? false)
  }
}

extension GradeRequest.Failure {
  fileprivate init(field: String, _ diagnostics: [Diagnostic]) {
    let first = diagnostics.first
    let advice = first?.advice.map { "; \($0)" } ?? ""
    self.init(field: field, message: (first?.message ?? "it can't be read") + advice)
  }
}
