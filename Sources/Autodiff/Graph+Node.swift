extension Graph {
  /// Twelve bytes; a chain of a million nodes is walked as fast as memory gives them.
  struct Node: Sendable {
    /// The first operand; of a leaf or constant its place in `leafNames` or `constants`; of a list
    /// the place of its first operand in `listOperands`.
    var first: UInt32
    /// The second operand, or the first again; of a list the number of its operands.
    var second: UInt32
    /// The op; nil for a leaf and a constant.
    var op: Op?
    var traits: Traits

    /// The op of a node that is a scalar step, and so has one.
    @inline(__always)
    var scalarOp: Op { op.unsafelyUnwrapped }
  }

  struct Traits: OptionSet, Sendable {
    let rawValue: UInt8
    static let isLeaf = Traits(rawValue: 1)
    /// Whether moving some leaf could move the node: only such nodes have a gradient.
    static let dependsOnLeaf = Traits(rawValue: 2)
    /// Whether the node and its operands are single numbers and the op works entry by entry.
    static let isScalarStep = Traits(rawValue: 4)

    // For one backward pass; see ``Graph/marked(for:from:)``.
    /// Whether the node lies on a way from a wanted leaf to the output.
    static let isOnTheWay = Traits(rawValue: 8)
    /// Whether the first operand does so, too; of a list, whose operands are too many for a bit
    /// each, whether one of them does.
    static let leadsToFirst = Traits(rawValue: 16)
    static let leadsToSecond = Traits(rawValue: 32)
    /// Whether this is the first share that the operand receives, so that it is added to nothing.
    ///
    /// Marked only in graphs without lists.
    static let opensFirst = Traits(rawValue: 64)
    static let opensSecond = Traits(rawValue: 128)
  }

  /// Where the entries of a node stand that is no single number.
  struct Extent: Sendable {
    let shape: Shape
    /// The place of its first entry behind the single numbers, of which each node has one.
    let offset: Int
  }
}
