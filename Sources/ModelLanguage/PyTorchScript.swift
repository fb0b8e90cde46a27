import Autodiff

/// An explanation as a Python script that lets PyTorch compute the same gradients.
///
/// The script has one line for each statement of the model, and prints one JSON object with the
/// members `value` and `gradients`.
public struct PyTorchScript: Sendable {
  private let explanation: Explanation
  private let names: PythonNames

  /// Translates the whole model.
  public init(_ explanation: Explanation) {
    self.explanation = explanation
    names = PythonNames(explanation.trace.model.names)
  }

  /// The script.
  public var text: String {
    var ops: Set<Op> = []
    let statements = statements(noting: &ops)
    let definitions = PythonExpression.Definition.all.filter { definition in
      ops.contains { PythonExpression.Definition.needed(for: $0)?.name == definition.name }
    }
    var blocks = [Self.imports]
    blocks += definitions.map(\.lines)
    blocks.append(["leaves = {}"])
    blocks.append(comments + statements)
    blocks.append(backward)
    blocks.append(Self.report(of: names[output]))
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  private static let imports = [
    "import json",
    "import sys",
    "",
    "try:",
    "    import torch",
    "except ImportError:",
    "    sys.exit(\"this script needs PyTorch; to install it: python3 -m pip install torch\")",
  ]

  private static func report(of output: String) -> [String] {
    [
      "gradients = {}",
      "for name, leaf in leaves.items():",
      "    # PyTorch gives None to a leaf that the output does not depend on.",
      "    gradient = torch.zeros_like(leaf) if leaf.grad is None else leaf.grad",
      "    gradients[name] = gradient.tolist()",
      "print(json.dumps({\"value\": \(output).item(), \"gradients\": gradients}))",
    ]
  }

  // MARK: The model

  /// The name of the output; an expression that was asked for is bound to the empty name.
  private var output: String {
    explanation.trace.model.nodes[""] == nil ? explanation.outputText : ""
  }

  private var backward: [String] {
    explanation.trace.model.graph.dependsOnLeaf(explanation.output)
      ? ["\(names[output]).backward()"]
      : ["# \(names[output]) depends on no input, so there is no way back to walk."]
  }

  /// What stands for a name that Python can't take.
  private var comments: [String] {
    explanation.trace.model.names.filter { names[$0] != $0 }.map { name in
      "# \(names[name]) stands for \(name.isEmpty ? explanation.outputText : name)."
    }
  }

  private func statements(noting ops: inout Set<Op>) -> [String] {
    let program = explanation.trace.model.program
    let literals = program.lastLiterals
    let told = toldNames(in: program, literals: literals)
    return program.statements.enumerated().map { index, statement in
      let name = statement.name
      let value: String
      if let literal = statement.value.literalTensor {
        value = PythonExpression.tensor(literal, isLeaf: literals[name] == index)
      } else {
        value = PythonExpression(statement.value, names: names, noting: &ops).text
      }
      let entry = told[name] == index ? "leaves[\"\(name)\"] = " : ""
      return "\(names[name]) = \(entry)\(value)"
    }
  }

  /// For each leaf whose gradient is wanted the statement that gives it the name it is wanted by.
  private func toldNames(in program: Program, literals: [String: Int]) -> [String: Int] {
    let model = explanation.trace.model
    var told: [String: Int] = [:]
    for (name, node) in explanation.inputs {
      guard case .leaf = model.graph.kind(of: node) else { continue }
      // A name for a leaf's name is a leaf too.
      told[name] = literals[name] ?? program.statements.lastIndex { $0.name == name }
    }
    return told
  }
}

/// What a model's names are called in Python: no two alike, and none that means something there.
struct PythonNames: Sendable {
  private let translations: [String: String]

  /// - Parameter names: The names of a model, each once; the empty one stands for its output.
  init(_ names: [String]) {
    var taken = Self.reserved
    var translations: [String: String] = [:]
    // First those that can stay, so that no other takes their place.
    for name in names where Self.isPlain(name) && !Self.reserved.contains(name) {
      translations[name] = name
      taken.insert(name)
    }
    var uses: [String: Int] = [:]
    for name in names where translations[name] == nil {
      let spelled = Self.spelled(name)
      var candidate: String
      repeat {
        let use = uses[spelled, default: 0] + 1
        uses[spelled] = use
        candidate = use == 1 ? spelled : "\(spelled)_\(use)"
      } while !taken.insert(candidate).inserted
      translations[name] = candidate
    }
    self.translations = translations
  }

  /// The Python name of a model's name.
  subscript(name: String) -> String {
    guard let translation = translations[name] else { preconditionFailure("unknown name \(name)") }
    return translation
  }

  private static func isPlain(_ name: String) -> Bool {
    // Python also takes other letters, but holds some that look different for the same.
    !name.isEmpty && name.utf8.allSatisfy { $0 < 0x80 } && !name.hasPrefix("__")
  }

  /// A name of plain letters, digits and underscores.
  private static func spelled(_ name: String) -> String {
    if name.isEmpty { return "output" }
    var spelled = name.hasPrefix("__") ? "name" : ""
    for scalar in name.unicodeScalars {
      if scalar.isASCII {
        spelled.unicodeScalars.append(scalar)
      } else if ("₀"..."₉").contains(scalar) {
        spelled += String(scalar.value - 0x2080)
      } else {
        spelled += greek[scalar] ?? "u" + String(scalar.value, radix: 16)
      }
    }
    return reserved.contains(spelled) ? spelled + "_" : spelled
  }

  private static let greek: [Unicode.Scalar: String] = {
    let small = """
      alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho \
      final_sigma sigma tau upsilon phi chi psi omega
      """
    var greek: [Unicode.Scalar: String] = [:]
    for (offset, word) in small.split(separator: " ").enumerated() {
      guard let letter = Unicode.Scalar(UInt32(0x3B1 + offset)) else { continue }
      greek[letter] = String(word)
      guard let capital = Unicode.Scalar(UInt32(0x391 + offset)), letter != "ς" else { continue }
      greek[capital] = word.prefix(1).uppercased() + word.dropFirst()
    }
    return greek
  }()

  /// Python's keywords and builtin functions, and the words of the script.
  private static let reserved = Set(
    """
    False None True and as assert async await break class continue def del elif else except \
    finally for from global if import in is lambda nonlocal not or pass raise return try while \
    with yield match case type _ \
    abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod \
    compile complex copyright credits delattr dict dir divmod enumerate eval exec exit filter \
    float format frozenset getattr globals hasattr hash help hex id input int isinstance \
    issubclass iter len license list locals map max memoryview min next object oct open ord pow \
    print property quit range repr reversed round set setattr slice sorted staticmethod str sum \
    super tuple vars zip Ellipsis ImportError NotImplemented \
    json sys torch leaves gradients gradient name leaf leaky_relu softplus cross_entropy
    """.split(separator: " ").map(String.init))
}
