import Autodiff
import ModelLanguage

/// Expressions over the model as it is, with `_` for the last answer.
extension Playground {
  /// The value of an expression over the model.
  mutating func evaluate(_ text: String) -> PlayResult {
    awaiting = nil
    do throws(PlayError) {
      guard text.utf8.count <= PlayReader.longest else {
        throw PlayError("an expression has at most \(PlayReader.longest) characters")
      }
      do throws(Diagnostic) {
        let expression = try Self.expression(text)
        let filled = try filling(expression)
        let value = try trace.evaluateTensor(filled).value
        last = value
        let isAsTyped =
          expression.literalTensor != nil
          || expression.description.filter { $0 != " " } == text.filter { !$0.isWhitespace }
        return .value(value, of: expression, readAs: isAsTyped ? nil : expression.description)
      } catch {
        throw PlayError(error, in: text)
      }
    } catch {
      return .failed(error)
    }
  }

  /// Read strictly first: to take `tahn(3)` for a product would hide the slip.
  private static func expression(_ text: String) throws(Diagnostic) -> Expr {
    if let expression = try? Expr(parsing: text, as: .trace) { return expression }
    return try Expr(parsing: text, as: .answer)
  }

  /// The expression with the last answer in the place of `_`.
  private func filling(_ expression: Expr) throws(Diagnostic) -> Expr {
    guard expression.names.contains("_") else { return expression }
    guard let lastAnswer else {
      throw Diagnostic("there is no last answer yet", at: expression.range)
    }
    return expression.replacing(Expr(.name("_")), with: lastAnswer)
  }
}
