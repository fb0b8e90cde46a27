public import ModelLanguage

/// Something that `lint` has against a chapter.
public struct Finding: Sendable {
  /// The rule that is broken.
  public let rule: LintRule
  /// What is wrong, where, and the mend.
  public let diagnostic: Diagnostic

  /// Makes a finding.
  public init(_ rule: LintRule, _ message: String, at range: SourceRange, mend: String?) {
    self.rule = rule
    diagnostic = Diagnostic(message, at: range, advice: mend)
  }

  /// Takes over what the reader of chapters found.
  public init(_ rule: LintRule, _ diagnostic: Diagnostic) {
    (self.rule, self.diagnostic) = (rule, diagnostic)
  }
}
