public import Autodiff
import LessonFormat
public import ModelLanguage

/// What a picture shows: a kind, the names it is about, and the model that it is drawn from.
public struct Figure: Sendable {
  /// The model, run forward.
  public let trace: Trace
  /// What is worked out for it.
  public let content: Content
  /// The name whose value is not shown, because it is asked.
  public let hidden: String?
  /// The names that bars are about.
  let barNames: [String]
  /// The names whose slopes are shown; all of them if nil, and only the forward pass if empty.
  ///
  /// A curve, table or bar has all of its own or none.
  public let told: Set<String>?

  /// Whether any slope is shown.
  public var tellsSlopes: Bool { told?.isEmpty != true }

  /// The numbers of a picture, by what draws it.
  public enum Content: Sendable {
    /// A row of machines.
    case pipe(Network, names: [String])
    case graph(Network)
    case ledger(Ledger)
    /// Curves, with tangents where they stand.
    case tangent(Curve)
    /// A loss against a weight, with the place where a step leads; nil without a rate.
    case valley(Curve, step: Landing?)
    case area(Product)
    case lines([Move])
    /// The slope of an output by each entry.
    case bars(of: String, [(label: String, slope: Double)])
    /// Values, and the gradient of the output by each.
    case cells(of: String, [(name: String, value: Tensor, gradient: Tensor?)])
    case trace(TrainingRun)
    /// The error of nudging at every step, longest first.
    ///
    /// `trusted` is the step at which the neighbours agree best, which a check relies on.
    case hchart(
      of: String, by: String, gradient: Double, [NumericCheck.Attempt], trusted: Double?)
  }

  /// What the author or learner says of a picture.
  public struct Request: Sendable {
    var kind: Picture.Kind
    var names: [String] = []
    var range: ClosedRange<Double>?
    /// Where the backward pass starts; the model's output if nil.
    var output: String?
    /// How long a step of learning is; nil where nothing learns.
    var rate: Double?
    var hidden: String?
    /// How far names are moved, where some are; a round figure beside the number if nil.
    var nudge: Double?
    var told: Set<String>?
  }

  /// Works a picture out.
  ///
  /// - Throws: ``PlayError`` where it can't be drawn from these names.
  public init(_ request: Request, of trace: Trace) throws(PlayError) {
    let builder = FigureBuilder(request: request, trace: trace)
    self.trace = trace
    hidden = request.hidden
    told = request.told
    barNames = request.names.isEmpty ? trace.model.leafNames : request.names
    content = try builder.content()
  }
}

/// Two factors, and how far each is moved.
public struct Product: Sendable {
  /// One factor.
  public struct Factor: Sendable {
    /// Its name.
    public let name: String
    /// Its value.
    public let value: Double
    /// How far it is moved.
    public let nudge: Double
  }

  /// The factor along the width.
  public let across: Factor
  /// The factor along the height.
  public let down: Factor
}

/// A name that moves because another one does.
public struct Move: Sendable {
  /// The name.
  public let name: String
  /// Its value before and after; the same where it is not moved.
  public let before, after: Double
}

/// Where a step of learning leads.
public struct Landing: Sendable {
  /// The weight.
  public let place: Double
  /// The loss there; nil where it has none.
  public let height: Double?
}
