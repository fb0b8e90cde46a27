/// The shipped chapters, embedded in the program.
public enum Lessons {
  /// A chapter file: its name without ending, and its content in UTF-8.
  public typealias File = (name: String, content: [UInt8])

  /// The chapter files in teaching order.
  public static var inOrder: [File] {
    [
      ("sensitivity", PackageResources.sensitivity_md),
      ("chain-rule", PackageResources.chain_rule_md),
      ("product-rule", PackageResources.product_rule_md),
      ("relu-blocking", PackageResources.relu_blocking_md),
      ("weight-update", PackageResources.weight_update_md),
    ]
  }
}
