/// An explanation as a flowchart for Mermaid, which web pages such as GitHub's draw.
///
/// Forms tell the nodes apart, colours only help: an input has round ends, a constant a dashed
/// border, a node on a corner is a hexagon. Where no gradient passes an arrow is dotted.
///
/// Unless it is told otherwise, Mermaid refuses a picture of more than 500 arrows.
public struct MermaidGraph: Sendable {
  private let picture: GraphPicture

  /// Draws the nodes that the output is made of.
  public init(_ explanation: Explanation) {
    picture = GraphPicture(explanation)
  }

  /// The picture in Mermaid's language, one line a node or arrow.
  public var text: String {
    var lines = ["flowchart LR"]
    lines += GraphPicture.legend.map { "  %% \($0)" }
    for (index, node) in picture.nodes.enumerated() {
      lines.append("  n\(index)\(Self.box(around: Self.label(of: node), form: node.form))")
    }
    for arrow in picture.arrows {
      let link = arrow.label.map {
        "-->|\"\(Self.coloured(Self.escaped($0), GraphPicture.localColour))\"|"
      }
      lines.append("  n\(arrow.tail) \(link ?? "-.->") n\(arrow.head)")
    }
    let constants = picture.nodes.indices.filter { picture.nodes[$0].form == .constant }
    lines += constants.map { "  style n\($0) stroke-dasharray: 4" }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func label(of node: GraphPicture.Node) -> String {
    let gradient = node.gradient.map { coloured(escaped($0), GraphPicture.gradientColour) }
    return (node.lines.map(escaped) + [gradient].compactMap(\.self)).joined(separator: "<br/>")
  }

  private static func box(around label: String, form: GraphPicture.Form) -> String {
    switch form {
    case .input: "([\"\(label)\"])"
    case .constant, .result: "[\"\(label)\"]"
    case .corner: "{{\"\(label)\"}}"
    }
  }

  // Not by `style`: Mermaid takes a `#` behind that word and a colon for a colour and drops the
  // semicolon of the character that it began.
  private static func coloured(_ markup: String, _ colour: String) -> String {
    "<font color='\(colour)'>\(markup)</font>"
  }

  /// `text` between the quotes of a label.
  ///
  /// Source: *Flowcharts Syntax*, "Entity codes to escape characters".
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": escaped += "#quot;"
      case "&": escaped += "#amp;"
      case "<": escaped += "#lt;"
      case ">": escaped += "#gt;"
      case "#": escaped += "#35;"
      case "\\": escaped += "#92;"  // `\n` would break the line
      case "`": escaped += "#96;"  // begins Markdown
      case "\n": escaped += "<br/>"
      default: escaped.unicodeScalars.append(GraphPicture.shown(scalar))
      }
    }
    return escaped
  }
}
