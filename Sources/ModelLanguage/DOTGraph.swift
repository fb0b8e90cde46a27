/// An explanation as a picture for Graphviz: `dot -Tsvg`.
///
/// Forms tell the nodes apart, colours only help: an input is bold and rounded, a constant dashed,
/// a node on a corner a hexagon. Where no gradient passes an arrow is dashed.
public struct DOTGraph: Sendable {
  private let picture: GraphPicture

  /// Draws the nodes that the output is made of.
  public init(_ explanation: Explanation) {
    picture = GraphPicture(explanation)
  }

  /// The picture in the DOT language, one line a node or arrow.
  public var text: String {
    let legend =
      GraphPicture.legend + ["bold: input; dashed: constant, or no gradient; hexagon: corner"]
    var lines = [
      "digraph model {",
      "  rankdir=LR",
      "  label=\(Self.quoted(legend.joined(separator: "\n")))",
      "  node [shape=box]",
      "  edge [fontcolor=\(GraphPicture.localColour)]",
    ]
    for (index, node) in picture.nodes.enumerated() {
      lines.append("  n\(index) [\(Self.attributes(of: node))]")
    }
    for arrow in picture.arrows {
      let attributes = arrow.label.map { "label=\(Self.quoted($0))" } ?? "style=dashed"
      lines.append("  n\(arrow.tail) -> n\(arrow.head) [\(attributes)]")
    }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  private static func attributes(of node: GraphPicture.Node) -> String {
    var label = node.lines.map(markup).joined(separator: "<br/>")
    if let gradient = node.gradient {
      label += "<br/><font color=\"\(GraphPicture.gradientColour)\">\(markup(gradient))</font>"
    }
    return switch node.form {
    case .input: "label=<\(label)>, style=\"rounded,bold\""
    case .constant: "label=<\(label)>, style=dashed"
    case .result: "label=<\(label)>"
    case .corner: "label=<\(label)>, shape=hexagon"
    }
  }

  /// `text` as a string between quotes.
  ///
  /// Source: *The DOT Language*. Only the quote has an escape there; a backslash would begin one of
  /// a label's own.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      // Characters such as `&eacute;` are read in every label.
      case "&": quoted += "&amp;"
      default: quoted.unicodeScalars.append(GraphPicture.shown(scalar))
      }
    }
    return quoted + "\""
  }

  /// `text` inside of a label with marks.
  static func markup(_ text: String) -> String {
    var markup = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": markup += "&quot;"
      case "&": markup += "&amp;"
      case "<": markup += "&lt;"
      case ">": markup += "&gt;"
      case "\\": markup += "&#92;"
      case "\n": markup += "<br/>"
      default: markup.unicodeScalars.append(GraphPicture.shown(scalar))
      }
    }
    return markup
  }
}
