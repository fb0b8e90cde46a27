import Foundation

/// What the command line asks for.
struct Options {
  static let usage = """
    usage: Benchmarks [--only NAME]... [--rounds N] [--python PATH] [--program PATH]
                      [--self-check] [--help]

      --only NAME     one of W1a, W1b, W2, W3, W4, W6, W7, W8; all of them if not given
      --rounds N      figures a row; 9 if not given
      --python PATH   a Python that may import micrograd and torch; python3 if not given
      --program PATH  backprop-tutor, for W6; else from BACKPROP_TUTOR
      --self-check    only check C's gradients against central differences

    """

  var only: Set<String> = []
  var rounds = 9
  var python = "python3"
  var program = ProcessInfo.processInfo.environment["BACKPROP_TUTOR"]
  var isSelfCheck = false
  var isHelp = false

  /// Reads the arguments after the program's name.
  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    func value(of option: String) throws -> String {
      guard let value = rest.popFirst() else { throw Failure("\(option) needs a value") }
      return value
    }
    while let option = rest.popFirst() {
      switch option {
      case "--only": only.insert(try value(of: option))
      case "--python": python = try value(of: option)
      case "--program": program = try value(of: option)
      case "--self-check": isSelfCheck = true
      case "--help", "-h": isHelp = true
      case "--rounds":
        let text = try value(of: option)
        guard let count = Int(text), count > 0 else { throw Failure("not a count: \(text)") }
        rounds = count
      default: throw Failure("unknown option \(option)\n\(Self.usage)")
      }
    }
  }
}
