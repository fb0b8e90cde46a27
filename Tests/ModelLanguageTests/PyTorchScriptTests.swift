import Autodiff
import Foundation
import Testing

@testable import ModelLanguage

private func explanation(_ text: String, of output: String? = nil) throws -> Explanation {
  var request = Explanation.Request()
  request.output = try output.map { try Expr(parsing: $0, as: .program) }
  return try Explanation(text, request)
}

private func script(_ text: String, of output: String? = nil) throws -> String {
  try PyTorchScript(explanation(text, of: output)).text
}

/// The lines between the empty `leaves` and the way back.
private func statements(_ script: String) -> [String] {
  script.split(separator: "\n").map(String.init).drop { $0 != "leaves = {}" }.dropFirst()
    .prefix { !$0.hasSuffix(".backward()") }.filter { !$0.hasPrefix("#") }
}

@Suite struct PyTorchScriptTests {
  @Test func `a script says the model line by line`() throws {
    #expect(
      try script("x = 3; λ = 0.5; w = [2, -1]; w = w - λ*x; y = softplus(sum(w)) + x^2") == """
        import json
        import sys

        try:
            import torch
        except ImportError:
            sys.exit("this script needs PyTorch; to install it: python3 -m pip install torch")

        def softplus(x):
            # log(exp(x) + exp(0)); PyTorch's own softplus is a straight line from 20 on.
            return torch.logaddexp(x, torch.zeros_like(x))

        leaves = {}

        # lambda_ stands for λ.
        x = leaves["x"] = torch.tensor(3.0, dtype=torch.float64, requires_grad=True)
        lambda_ = leaves["λ"] = torch.tensor(0.5, dtype=torch.float64, requires_grad=True)
        w = leaves["w"] = torch.tensor([2.0, -1.0], dtype=torch.float64, requires_grad=True)
        w = w - lambda_ * x
        y = softplus(torch.sum(w)) + torch.pow(x, 2)

        y.backward()

        gradients = {}
        for name, leaf in leaves.items():
            # PyTorch gives None to a leaf that the output does not depend on.
            gradient = torch.zeros_like(leaf) if leaf.grad is None else leaf.grad
            gradients[name] = gradient.tolist()
        print(json.dumps({"value": y.item(), "gradients": gradients}))

        """)
  }

  // MARK: Expressions

  /// With 2 and 3 as x and z, lists u and v, and matrices A and B.
  private static let names = """
    x = 2; z = 3; u = [1, 2]; v = [3, -4]; A = [[1, 2], [3, 4]]; B = [[0, 1], [1, 0]]
    """

  private static let translations: KeyValuePairs = [
    "x + z": "x + z", "x - z": "x - z", "x * z": "x * z", "x / z": "x / z", "A @ v": "A @ v",
    "x^z": "torch.pow(x, z)", "-x": "-x", "v[0]": "v[0]", "A[-1][1]": "A[-1][1]",
    "[x, z]": "torch.stack([x, z])",
    "[x, 1]": "torch.stack([x, torch.tensor(1.0, dtype=torch.float64)])",
    "[1, 2e-3]": "torch.tensor([1.0, 0.002], dtype=torch.float64, requires_grad=True)",
    "u * [1, -2]": "u * torch.tensor([1.0, -2.0], dtype=torch.float64)",
    "[[x, z], [1, 2]]":
      "torch.stack([torch.stack([x, z]), torch.tensor([1.0, 2.0], dtype=torch.float64)])",

    "exp(x)": "torch.exp(x)", "log(x)": "torch.log(x)", "ln(x)": "torch.log(x)",
    "sqrt(x)": "torch.sqrt(x)", "sin(x)": "torch.sin(x)", "cos(x)": "torch.cos(x)",
    "tanh(x)": "torch.tanh(x)", "sigmoid(x)": "torch.sigmoid(x)", "σ(x)": "torch.sigmoid(x)",
    "softplus(x)": "softplus(x)", "relu(x)": "torch.relu(x)",
    "leaky_relu(x, 0.1)": "leaky_relu(x, 0.1)", "abs(x)": "torch.abs(x)",
    "sign(x)": "torch.sign(x)", "square(x)": "torch.square(x)", "max(v)": "torch.amax(v)",
    "max(x, z)": "torch.maximum(x, z)", "min(v)": "torch.amin(v)",
    "min(x, 0)": "torch.minimum(x, torch.tensor(0.0, dtype=torch.float64))",
    "sum(A)": "torch.sum(A)", "mean(A)": "torch.mean(A)", "dot(u, v)": "u @ v",
    "T(A)": "torch.t(A)", "softmax(A)": "torch.softmax(A, dim=-1)",
    "logsumexp(A)": "torch.logsumexp(A, dim=-1)", "cross_entropy(A, B)": "cross_entropy(A, B)",
    "stop(x)": "x.detach()",

    // These brackets matter.
    "(x + z)*z": "(x + z) * z", "x - (z - 1)": "x - (z - 1)", "x/(z*x)": "x / (z * x)",
    "-(x + z)": "-(x + z)", "(u + v)[0]": "(u + v)[0]", "stop(x + z)": "(x + z).detach()",
    "stop(-x)": "(-x).detach()",
    // These do not, as a power is a call.
    "(-x)^2": "torch.pow(-x, 2)", "-x^2": "-torch.pow(x, 2)", "2^-x": "torch.pow(2, -x)",
    "x * -2": "x * -2", "--x": "--x",
    // PyTorch needs one tensor among its operands.
    "2*3 + x": "torch.tensor(2.0, dtype=torch.float64) * 3 + x",
    "2^3": "torch.pow(torch.tensor(2.0, dtype=torch.float64), 3)",
    "sin(-2)": "torch.sin(torch.tensor(-2.0, dtype=torch.float64))",
    "stop(2)": "torch.tensor(2.0, dtype=torch.float64).detach()",
    "leaky_relu(2, x)": "leaky_relu(torch.tensor(2.0, dtype=torch.float64), x)",
    "1e300*x": "1e300 * x",
  ]

  @Test(arguments: Self.translations.map { ($0.key, $0.value) })
  func `an expression is said in Python`(expression: String, python: String) throws {
    let lines = try statements(script("\(Self.names); y = \(expression)", of: "sum(y)"))
    let leaf = python.hasSuffix("requires_grad=True)") ? "leaves[\"y\"] = " : ""
    #expect(lines.contains("y = \(leaf)\(python)"), "\(lines)")
  }

  @Test func `every function and every operator is in the table`() throws {
    let table = try Self.translations.map { try Expr(parsing: $0.key, as: .program) }
    for function in Function.all {
      for op in function.ops {
        let isThere = table.contains {
          if case .call(function.name, let arguments) = $0.kind {
            arguments.count == op.arity
          } else {
            false
          }
        }
        #expect(isThere, "\(function.name) of \(op.arity ?? 0)")
      }
    }
    for symbol in BinaryOperator.allCases {
      let isThere = table.contains {
        if case .binary(symbol, _, _) = $0.kind { true } else { false }
      }
      #expect(isThere, "\(symbol)")
    }
  }

  @Test func `nesting does not multiply the text`() throws {
    let depth = 12
    let nested =
      String(repeating: "leaky_relu(softplus(", count: depth) + "x"
      + String(repeating: "), 0.1)", count: depth)
    #expect(try script("x = 1; y = \(nested)").count < 2_000)
  }

  // MARK: Statements

  @Test func `a leaf is the last literal, and stays one when its name is bound again`() throws {
    #expect(
      try statements(script("w = 1; g = 3*w; w = 2; w = w - 0.1*g; y = w^2")) == [
        "w = torch.tensor(1.0, dtype=torch.float64)",
        "g = 3 * w",
        #"w = leaves["w"] = torch.tensor(2.0, dtype=torch.float64, requires_grad=True)"#,
        "w = w - 0.1 * g",
        "y = torch.pow(w, 2)",
      ])
  }

  @Test func `gradients are told where they were asked for`() throws {
    var request = Explanation.Request()
    request.inputs = ["u", "b", "y"]  // another name for a, a leaf, a result
    let explanation = try Explanation("a = 2; b = 3; c = 4; u = a; y = u*b*c", request)
    let lines = PyTorchScript(explanation).text.split(separator: "\n")
    #expect(
      lines.filter { $0.contains("leaves[") } == [
        #"b = leaves["b"] = torch.tensor(3.0, dtype=torch.float64, requires_grad=True)"#,
        #"u = leaves["u"] = a"#,
      ])
  }

  @Test func `an expression that was asked for is one more statement`() throws {
    let text = try script("output = 2; y = [output, 1]", of: "y[0]*3")
    #expect(statements(text).last == "output_2 = y[0] * 3")
    #expect(text.contains("# output_2 stands for y[0] * 3.\n"))
    #expect(text.contains("\noutput_2.backward()\n"))
    #expect(try script("x = 2; y = 3*x; z = 4*y", of: "y").contains("\ny.backward()\n"))
  }

  @Test func `an output that depends on no leaf is not walked back from`() throws {
    #expect(try !script("x = 2; y = stop(x)").contains("backward()"))
  }

  // MARK: Names

  @Test func `names that Python takes stay, others become plain and never meet`() throws {
    let names = [
      "x", "w1", "w₁", "loss", "λ", "lambda", "lambda_", "Σ1", "ς1", "torch", "json", "print",
      "None", "δ_out", "ℓ", "x₁₂", "x₁2", "x12", "_", "__", "__debug__", "u2113", "input", "",
      "output", "leaves", "gradient", "x_2", "w1_2", "日本",
    ]
    let python = PythonNames(names)
    let translated = names.map { python[$0] }
    #expect(Set(translated).count == names.count, "\(translated)")
    #expect(translated.allSatisfy { $0.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil })
    for stays in ["x", "w1", "loss", "lambda_", "x12", "u2113", "output", "x_2", "w1_2"] {
      #expect(python[stays] == stays)
    }
    #expect(PythonNames(["α", "Ω", "x₁", "β₀_new"])["α"] == "alpha")
    #expect(PythonNames(["α", "Ω", "x₁", "β₀_new"])["Ω"] == "Omega")
    #expect(PythonNames(["α", "Ω", "x₁", "β₀_new"])["x₁"] == "x1")
    #expect(PythonNames(["α", "Ω", "x₁", "β₀_new"])["β₀_new"] == "beta0_new")
    #expect(PythonNames(["λ"])["λ"] == "lambda_")
  }

  @Test func `names that would all be spelled alike are told apart in bounded work`() {
    let names = (0..<1 << 12).map { bits in
      "x" + (0..<12).map { bits >> $0 & 1 == 0 ? "1" : "₁" }.joined()
    }
    let python = PythonNames(names)
    #expect(Set(names.map { python[$0] }).count == names.count)
  }
}

// MARK: - With Python

@Suite struct PyTorchRunTests {
  private static let models: [String] =
    [
      "x = 3; w = 2; b = 1; y = (x*w + b - 5)^2 / 7 - x",
      "a = 1.5; b = 2.5; y = a^b + 2^a + b^-1 + (-a)^3 + a^0 + 0^b",
      "x = 0.7; y = exp(x)*log(x) + ln(x)/sqrt(x) + sin(x)*cos(x) + tanh(x)",
      "x = 0.7; y = sigmoid(x) + σ(-x) + softplus(3*x) + square(x) + abs(-x) + sign(x)*x",
      "x = 25; z = -30; y = softplus(x) + 1e9*softplus(z) + sigmoid(x)*sigmoid(z)",
      "v = [-2, 0, 3]; s = 0.2; y = sum(relu(v)) + 2*sum(leaky_relu(v, s)) + sum(abs(v))",
      "v = [-2, 0, 3]; s = [0.1, 0.2, 0.3]; y = sum(leaky_relu(v, s)*[1, 2, 3])",
      "a = 2; b = 2; c = 5; y = max(a, b) + 3*min(a, c) + min(a, b)*max(c, 1) + min(3, 2)",
      "v = [1, 4, 4, -2]; y = max(v)*min(v) + max([v[0], v[1]]) + max(7) + min(v[0])",
      "A = [[1, 5], [5, 2]]; y = max(A) + min(A)*2",
      "A = [[1, 2, 3], [4, 5, 6]]; y = sum(A)*mean(A) + sum(3) + mean(A[0])",
      "u = [1, -2]; v = [3, 4]; y = dot(u, v) + u @ v + sum(u*v)",
      "A = [[1, 2], [3, 4]]; B = [[0.5, -1], [2, 1]]; v = [1, -1]; y = sum(A @ B @ v) + v @ A @ v",
      "A = [[1, 2, 3], [4, 5, 6]]; v = [1, 2]; y=sum(T(A) @ v) + sum((v @ A)^2) + sum(T(v))*T(3)",
      "A = [[1, 2], [3, 4]]; v = [5, 6, 7]; y = A[1][0]*v[-1] + A[-2][1]*v[0] + sum(A[0])",
      "x = 2; z = 3; y = sum([x, 1, z]*[z, x, 4]) + sum([[x, z], [1, 2]] @ [x, x])",
      "v = [1, 2, 3]; A = [[1, 0, 2], [3, 1, 1]]; y = softmax(v)[1] + sum(softmax(A)*A)",
      "v = [1, 2, 3]; A = [[1, 0, 2], [3, 1, 1]]; y = logsumexp(v) + sum(logsumexp(A)*[1, 2])",
      "s = [1, 2, 0.5]; t = [0, 1, 0]; y = cross_entropy(s, t) + cross_entropy([9, 1], [0.2, 0.8])",
      "S = [[1, 2], [3, -1]]; Y = [[1, 0], [0.5, 0.5]]; y = cross_entropy(S, Y)",
      "s = [800, -800, 1]; y = logsumexp(s) + softmax(s)[1] + tanh(s[0]) + softplus(s[1])",
      "A = [[1, 2], [3, 4]]; v = [1, 2]; C = [[2], [3]]; x = 4; y = sum(A + v)*x + sum(A*C - v/x)",
      "x = 2; w = 3; y = stop(x)*w + stop(x*w)*x; unused = 4; y = y + 0*w",
      "w = 1; g = 2*w; w = 5; w = w - 0.1*g*w; w = w*w; loss = w + g",
      "λ = 0.5; lambda = 2; w₁ = 3; w1 = 4; torch = 5; print = 6; y = λ*lambda*w₁ + w1*torch^print",
      "x = 2; y = stop(x)", "x = 2", "x = 2; y = 3*4 - 2^3/5", "u = 2; t = u; t = t*t; y = t + u",
      "x = 1.0000000000000002; v = [1e-300, 123456789.123456789, -1e15]; y = x*sum(v) - 10^20*9^9",
      "x = 1; y = " + Array(repeating: "x", count: 399).joined(separator: " + "),
      "x = 1; y = " + String(repeating: "sin(", count: 95) + "x"
        + String(repeating: ")", count: 95),
    ]

  @Test func `every op is in a model`() throws {
    var seen: Set<Op> = []
    for text in Self.models {
      let graph = try explanation(text).trace.model.graph
      for node in graph.nodeIDs {
        if case .result(let op, _) = graph.kind(of: node) { seen.insert(op) }
      }
    }
    #expect(Op.allCases.filter { !seen.contains($0) } == [])
  }

  @Test(.enabled(if: Python.hasPyTorch, Python.advice))
  func `PyTorch computes the same value and gradients`() throws {
    let explanations =
      try Self.models.map { try explanation($0) } + [
        explanation("x = 2; v = [x, 3*x]", of: "v[1]^2"), explanation("x = 2", of: "x"),
      ]
    let results = try Python.results(of: explanations.map { PyTorchScript($0).text })
    try #require(results.count == explanations.count)
    for (explanation, result) in zip(explanations, results) {
      let program = explanation.trace.model.program.description
      let value = explanation.trace.forward.tensor(of: explanation.output).entries
      #expect(agree(result.value.entries, value), "\(program)")
      #expect(Set(result.gradients.keys) == Set(explanation.inputs.map(\.name)), "\(program)")
      for (name, node) in explanation.inputs {
        let gradient = explanation.pass.gradient(of: node)
        let told = try #require(result.gradients[name])
        #expect(told.shape == shape(of: gradient), "\(name) in \(program)")
        #expect(agree(told.entries, gradient.entries), "\(name) in \(program)")
      }
    }
  }

  @Test(.enabled(if: Python.hasPyTorch, Python.advice))
  func `no word of Python's own disturbs a script`() throws {
    let words = try Python.run(
      [
        "-c",
        "import builtins, keyword; print(*keyword.kwlist, *keyword.softkwlist, *dir(builtins))",
      ]
    ).output
    let names = Set(words.split { $0 == " " || $0 == "\n" }.map(String.init)).sorted()
      .filter { isName($0) && Function.named($0) == nil }
    #expect(names.count > 150)
    let leaves = names.map { "\($0) = 2\n" }.joined()
    let model = leaves + "y = sum([\(names.joined(separator: ", "))])"
    let result = try #require(Python.results(of: [script(model)]).first)
    #expect(result.value.entries == [Double(2 * names.count)])
    #expect(result.gradients.count == names.count)
    #expect(result.gradients.values.allSatisfy { $0.entries == [1] })
  }

  @Test(.enabled(if: Python.isThere, Python.advice))
  func `without PyTorch a script says in one line what to install`() throws {
    // -S leaves out the folder of installed packages.
    let run = try Python.run(["-I", "-S", "-"], input: script("λ = 2; y = λ*λ"))
    #expect(run.status == 1)
    #expect(run.output == "")
    #expect(
      run.errors
        == "this script needs PyTorch; to install it: python3 -m pip install torch\n")
  }

  private func agree(_ told: [Double], _ expected: [Double]) -> Bool {
    let (absoluteTolerance, relativeTolerance) = (1e-9, 1e-9)
    return told.count == expected.count
      && zip(told, expected).allSatisfy { told, expected in
        abs(told - expected) <= max(absoluteTolerance, relativeTolerance * abs(expected))
      }
  }

  private func shape(of value: Tensor) -> [Int] {
    switch value {
    case .scalar: []
    case .vector(let entries): [entries.count]
    case .matrix(let rows, let columns, _): [rows, columns]
    }
  }
}

/// The Python that `BACKPROP_TUTOR_PYTHON` names, else `python3`.
private enum Python {
  static let advice: Comment = "set BACKPROP_TUTOR_PYTHON to a Python that has PyTorch"
  static let isThere = (try? run(["--version"]).status) == 0
  static let hasPyTorch = (try? run(["-c", "import torch"]).status) == 0

  struct Result: Decodable {
    let value: Numbers
    let gradients: [String: Numbers]
  }

  /// A number, a list or a list of lists.
  struct Numbers: Decodable {
    let shape: [Int]
    let entries: [Double]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        (shape, entries) = ([], [number])
      } else {
        let parts = try container.decode([Numbers].self)
        shape = [parts.count] + (parts.first?.shape ?? [])
        entries = parts.flatMap(\.entries)
      }
    }
  }

  /// What each script prints, all run by one interpreter: starting PyTorch takes seconds.
  static func results(of scripts: [String]) throws -> [Result] {
    let runner = """
      import json, sys, warnings
      warnings.simplefilter("error")
      for script in json.load(sys.stdin):
          exec(script, {"__name__": "__main__"})
      """
    let input = String(decoding: try JSONEncoder().encode(scripts), as: UTF8.self)
    let run = try run(["-c", runner], input: input)
    #expect(run.status == 0, "\(run.errors)")
    return try run.output.split(separator: "\n").map {
      try JSONDecoder().decode(Result.self, from: Data($0.utf8))
    }
  }

  static func run(
    _ arguments: [String], input: String = ""
  ) throws -> (status: Int32, output: String, errors: String) {
    let process = Process()
    let python = ProcessInfo.processInfo.environment["BACKPROP_TUTOR_PYTHON"] ?? "python3"
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [python] + arguments
    let (inPipe, outPipe, errorPipe) = (Pipe(), Pipe(), Pipe())
    process.standardInput = inPipe
    process.standardOutput = outPipe
    process.standardError = errorPipe
    try process.run()
    try inPipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try inPipe.fileHandleForWriting.close()
    let output = outPipe.fileHandleForReading.readDataToEndOfFile()
    let errors = errorPipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: output, as: UTF8.self),
      String(decoding: errors, as: UTF8.self)
    )
  }
}
