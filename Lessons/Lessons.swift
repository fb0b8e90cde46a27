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
      ("power-rule", PackageResources.power_rule_md),
      ("whole-pipeline", PackageResources.whole_pipeline_md),
      ("local-slopes", PackageResources.local_slopes_md),
      ("sigmoid-net", PackageResources.sigmoid_net_md),
      ("tanh-net", PackageResources.tanh_net_md),
      ("numeric-check", PackageResources.numeric_check_md),
      ("wrong-slope", PackageResources.wrong_slope_md),
      ("matrices", PackageResources.matrices_md),
      ("two-losses", PackageResources.two_losses_md),
      ("forks", PackageResources.forks_md),
    ]
  }
}
