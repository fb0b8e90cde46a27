import CAllocationCount

/// What `work` does to the heap, or nil where that can't be counted.
func countAllocations(_ work: () throws -> Void) rethrows -> AllocationCount? {
  startCounting()
  defer { _ = stopCounting() }
  try work()
  return canCountAllocations() ? stopCounting() : nil
}

extension Row {
  /// The row that shows how often one evaluation asks the heap for memory: never, it should be.
  static func allocations(
    _ workload: String, _ metric: String, _ evaluate: () throws -> Void
  ) rethrows -> [Row] {
    // The first run may still set something up.
    try evaluate()
    guard let count = try countAllocations(evaluate) else { return [] }
    return [
      Row(
        workload: workload, metric: metric, system: "Autodiff", unit: "allocations",
        samples: [Double(count.calls)], requirement: .figureAtMost(0))
    ]
  }
}
