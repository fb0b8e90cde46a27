import Foundation

/// W6: from the start of a process to a gradient on its standard output.
struct FirstGradientWorkload: Workload {
  let name = "W6"
  /// Our program, or nil if it is not to be timed.
  let program: String?
  let peers: Peers

  private let model = """
    x = 0.5
    y = 1
    w1 = 0.3
    b1 = -0.1
    w2 = 0.8
    b2 = 0.2
    a1 = sigmoid(w1 * x + b1)
    a2 = sigmoid(w2 * a1 + b2)
    loss = 0.5 * (y - a2)^2

    """

  /// What peers need for a first gradient.
  private let scripts = [
    (
      "micrograd", "micrograd",
      """
      from micrograd.engine import Value
      w = Value(3.0)
      (w * w).backward()
      print(w.grad)
      """
    ),
    (
      "PyTorch", "torch",
      """
      import torch
      w = torch.tensor(3.0, requires_grad=True)
      (w * w).backward()
      print(w.grad)
      """
    ),
  ]

  func checkReference() throws {}

  func rows(_ rounds: Rounds) throws -> [Row] {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("first-gradient-\(getpid()).txt")
    try model.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }

    let ownFolder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    var commands = [("C", [ownFolder.appendingPathComponent("CFirstGradient").path])]
    if let program {
      commands.append(("backprop-tutor explain", [program, "explain", file.path]))
    } else {
      report("W6: give the path of backprop-tutor with --program to time its start")
    }
    for (system, module, script) in scripts where peers.canImport(module) {
      commands.append((system, [peers.python, "-c", script]))
    }
    return try rows(commands.filter(isAnswering), rounds)
  }

  /// Runs the command once, which also brings its files into memory.
  private func isAnswering(_ system: String, _ command: [String]) throws -> Bool {
    let first = try ChildProcess(command)
    if first.status == 0, !first.output.isEmpty { return true }
    report("W6: skipped \(system), which ends with status \(first.status ?? -1)")
    return false
  }

  /// A start takes milliseconds and is easily disturbed: each figure is the median of several.
  private func rows(_ commands: [(String, [String])], _ rounds: Rounds) throws -> [Row] {
    var samples = commands.map { _ in [Double]() }
    for _ in 0..<rounds.count {
      for (index, (_, command)) in commands.enumerated() {
        let starts = try (0..<5).map { _ in try ChildProcess(command).seconds * 1e3 }
        samples[index].append(starts.median)
      }
    }
    let rows = commands.indices.map { index in
      Row(
        workload: name, metric: "first gradient", system: commands[index].0, unit: "ms",
        samples: samples[index],
        requirement: commands[index].1.first == program ? .figureAtMost(10) : nil)
    }
    return rows.enumerated().map { $0 == 0 ? $1 : $1.compared(with: rows[0]) }
  }
}
