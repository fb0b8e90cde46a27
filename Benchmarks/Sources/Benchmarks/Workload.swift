/// One of the pieces of work, done by C and by Autodiff.
protocol Workload {
  /// What it is called in the table: `W1a`.
  var name: String { get }

  /// Throws unless the gradient that was derived by hand is right.
  func checkReference() throws

  /// Times C and Autodiff in turn, after checking that they compute the same.
  func rows(_ rounds: Rounds) throws -> [Row]
}
