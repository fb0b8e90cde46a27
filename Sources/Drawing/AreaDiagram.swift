/// A product as a rectangle, and what a nudge of each side adds: two strips and a corner.
public struct AreaDiagram: Diagram {
  /// A side of the rectangle; drawn by its size, so its texts must carry a sign.
  public struct Side: Sendable {
    /// What it is called.
    public var name: String
    /// How long it is.
    public var value: Double
    /// The length as text.
    public var text: String
    /// How far it is made longer.
    public var nudge: Double
    /// The nudge as text, such as `+0.5`.
    public var nudgeText: String

    /// Makes a side.
    public init(name: String, value: Double, text: String, nudge: Double, nudgeText: String) {
      self.name = name
      self.value = value
      self.text = text
      self.nudge = nudge
      self.nudgeText = nudgeText
    }
  }

  /// What stands in the four areas; an empty text is not told yet.
  public struct Areas: Equatable, Sendable {
    /// Side by side.
    public var main: String
    /// The nudge of the side across by the side down.
    public var right: String
    /// The side across by the nudge of the side down.
    public var below: String
    /// Nudge by nudge.
    public var corner: String

    /// Makes the texts.
    public init(main: String = "", right: String = "", below: String = "", corner: String = "") {
      self.main = main
      self.right = right
      self.below = below
      self.corner = corner
    }
  }

  let across: Side
  let down: Side
  let areas: Areas

  /// Makes a diagram.
  public init(across: Side, down: Side, areas: Areas) {
    self.across = across
    self.down = down
    self.areas = areas
  }

  var isDrawable: Bool {
    [across.value, across.nudge, down.value, down.nudge].allSatisfy(\.isFinite)
  }

  static let notDrawable = "There is nothing to draw: a side is not a finite number."

  /// Both sides with their nudges, then the four areas.
  public var sentences: [StyledText] {
    let (x, y) = (across.name, down.name)
    let parts = [
      ("Its area", areas.main, across.value * down.value == 0),
      ("The nudge of \(x) adds a strip", areas.right, across.nudge * down.value == 0),
      ("The nudge of \(y) adds a strip", areas.below, across.value * down.nudge == 0),
      ("Both together add a corner", areas.corner, across.nudge * down.nudge == 0),
    ]
    return
      (["A rectangle with the sides \(x) and \(y)", told(across), told(down)]
      + parts.compactMap { name, text, isZero in
        guard text.isEmpty else { return "\(name): \(text)" }
        return isZero && isDrawable ? "\(name) of nothing" : nil
      }).map(StyledText.sentence)
  }

  private func told(_ side: Side) -> String {
    let first = "\(side.name) is \(side.text)"
    if side.nudge == 0 { return "\(first), without a nudge" }
    return "\(first), and its nudge is \(side.nudgeText)"
  }
}
