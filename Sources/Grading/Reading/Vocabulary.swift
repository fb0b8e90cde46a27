import ModelLanguage

/// The names that an answer may use.
struct Vocabulary {
  /// The names in the order in which a message lists them.
  let names: [String]
  private let exact: Set<String>
  private let byCanonical: [String: [String]]
  private let longest: Int

  init(_ names: [String]) {
    self.names = names
    exact = Set(names)
    byCanonical = Dictionary(grouping: names, by: Self.canonical)
    longest = names.map { max($0.unicodeScalars.count, Self.canonical($0).count) }.max() ?? 0
  }

  /// The name that `word` means: itself, or the only one that differs in how an index or a Greek
  /// letter is written.
  func name(for word: String) -> String? {
    if exact.contains(word) { return word }
    let similar = byCanonical[Self.canonical(word)] ?? []
    return similar.count == 1 ? similar[0] : nil
  }

  /// The names that `word` is made of, if there is exactly one way to cut it.
  func split(_ word: String) -> [String]? {
    let scalars = Array(word.unicodeScalars)
    // ways[i]: in how many ways the first i scalars can be cut; cuts[i]: the last name of one.
    var ways = [1] + [Int](repeating: 0, count: scalars.count)
    var cuts = [(start: Int, name: String)?](repeating: nil, count: scalars.count + 1)
    for end in scalars.indices.map({ $0 + 1 }) {
      for start in max(0, end - longest)..<end where ways[start] > 0 {
        guard let name = name(for: String(String.UnicodeScalarView(scalars[start..<end])))
        else { continue }
        ways[end] = min(2, ways[end] + ways[start])
        cuts[end] = (start, name)
      }
    }
    guard ways[scalars.count] == 1 else { return nil }
    var parts: [String] = []
    var end = scalars.count
    while let cut = cuts[end] {
      parts.append(cut.name)
      end = cut.start
    }
    return parts.reversed()
  }

  /// One spelling for `w1`, `w_1` and `w₁`, and for `alpha` and `α`.
  static func canonical(_ name: String) -> String {
    var result = ""
    for scalar in name.unicodeScalars {
      if let letter = greekLetters[scalar] {
        result += letter
      } else if ("₀"..."₉").contains(scalar) {
        result += String(scalar.value - 0x2080)
      } else if scalar != "_" {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// What the learner reads about a word that is no name.
  func refusal(of word: String) -> Refusal {
    let lowercased = word.lowercased()
    if Function.named(lowercased) != nil {
      return Refusal(.unknownName, "'\(word)' is a function. Write \(lowercased)(…).")
    }
    let glued = Function.all.map(\.name).first { function in
      lowercased.hasSuffix(function)
        && (name(for: String(word.dropLast(function.count)))
          ?? split(String(word.dropLast(function.count)))?.first) != nil
    }
    if let glued {
      let rest = word.dropLast(glued.count)
      return Refusal(
        .unknownName, "'\(word)' is no name here. Write \(rest)*\(glued)(…) if you mean a product.")
    }
    let advice: String =
      if let nearest = Spelling.nearest(to: word, among: names + Function.all.map(\.name)) {
        "Did you mean '\(nearest)'?"
      } else {
        "The names are: \(names.prefix(12).joined(separator: ", "))."
      }
    return Refusal(.unknownName, "'\(word.prefix(40))' is no name here. \(advice)")
  }
}

private let greekLetters: [Unicode.Scalar: String] = [
  "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
  "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi",
  "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi", "χ": "chi", "ψ": "psi",
  "ω": "omega",
]
