/// Curves over axes, with marks and tangents.
public struct Plot: Diagram {
  /// An axis.
  public struct Axis: Sendable {
    /// What is measured along it.
    public var name: String
    /// Whether equal distances are equal ratios; what is not positive is then left out.
    public var isLogarithmic: Bool
    /// What it shows; from the data unless given.
    public var bounds: ClosedRange<Double>?

    /// Makes an axis.
    public init(
      name: String, isLogarithmic: Bool = false, bounds: ClosedRange<Double>? = nil
    ) {
      self.name = name
      self.isLogarithmic = isLogarithmic
      self.bounds = bounds
    }
  }

  /// A point of a curve.
  public struct Point: Equatable, Sendable {
    /// Its place along the x axis.
    public var x: Double
    /// Its place along the y axis; the curve breaks where it is not finite.
    public var y: Double

    /// Makes a point.
    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// Points joined by lines.
  public struct Curve: Sendable {
    /// What it shows.
    public var name: String
    /// The role it is drawn in.
    public var role: StyledText.Role
    /// The points in the order they are joined.
    public var points: [Point]

    /// Makes a curve.
    public init(name: String, role: StyledText.Role = .plain, points: [Point]) {
      self.name = name
      self.role = role
      self.points = points
    }
  }

  /// A straight line through a point, such as a tangent.
  public struct Slope: Sendable {
    /// The triangle of a step along the line: to the right, then up or down.
    public struct Step: Sendable {
      /// How far to the right, in units of x; to the left if negative.
      public var run: Double
      /// What stands at the run.
      public var runText: String
      /// What stands at the rise.
      public var riseText: String

      /// Makes a step.
      public init(run: Double, runText: String, riseText: String) {
        self.run = run
        self.runText = runText
        self.riseText = riseText
      }
    }

    /// The point it goes through.
    public var point: Point
    /// Its rise for a run of 1.
    public var slope: Double
    /// What it means, such as `y rises twice as fast as x`.
    public var text: String
    /// The step drawn along it.
    public var step: Step?
    /// The role it is drawn in.
    public var role: StyledText.Role

    /// Makes a line.
    public init(
      x: Double, y: Double, slope: Double, text: String, step: Step? = nil,
      role: StyledText.Role = .local
    ) {
      point = Point(x: x, y: y)
      self.slope = slope
      self.text = text
      self.step = step
      self.role = role
    }
  }

  /// A glyph at a point.
  public struct Mark: Sendable {
    /// What it looks like.
    public enum Glyph: Character, Sendable {
      case dot = "●"
      case ring = "○"
    }

    /// Where it is.
    public var point: Point
    /// What stands beside it; may be empty.
    public var text: String
    /// What is said of it in words; its place and text if empty.
    public var sentence: String
    /// What it looks like.
    public var glyph: Glyph
    /// The role it is drawn in.
    public var role: StyledText.Role

    /// Makes a mark.
    public init(
      x: Double, y: Double, text: String = "", sentence: String = "", glyph: Glyph = .dot,
      role: StyledText.Role = .strong
    ) {
      point = Point(x: x, y: y)
      self.text = text
      self.sentence = sentence
      self.glyph = glyph
      self.role = role
    }
  }

  let x: Axis
  let y: Axis
  let curves: [Curve]
  let slopes: [Slope]
  let marks: [Mark]
  let height: Int
  let format: @Sendable (Double) -> String

  /// Makes a plot.
  ///
  /// - Parameters:
  ///   - height: The rows between the axes, kept within 3 and 100.
  ///   - format: How a coordinate is written.
  public init(
    x: Axis, y: Axis, curves: [Curve], slopes: [Slope] = [], marks: [Mark] = [], height: Int = 12,
    format: @escaping @Sendable (Double) -> String
  ) {
    self.x = x
    self.y = y
    self.curves = curves
    self.slopes = slopes
    self.marks = marks
    self.height = min(100, max(3, height))
    self.format = format
  }

  /// The patterns of the curves and then of the slopes, all different while there are enough.
  var patterns: [DashPattern] {
    let wishes = curves.map { _ in DashPattern.solid } + slopes.map { _ in .dotted }
    return wishes.reduce(into: []) { taken, wish in
      let isTaken = taken.contains(wish)
      taken.append(isTaken ? DashPattern.allCases.first { !taken.contains($0) } ?? wish : wish)
    }
  }
}
