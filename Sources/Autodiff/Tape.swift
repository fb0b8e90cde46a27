/// A graph as the loops read it, in memory of its own.
///
/// Whoever makes a tape has to deallocate it.
struct Tape {
  let nodes: UnsafeMutablePointer<Graph.Node>
  let count: Int
  /// One for each node, and one for each entry of a list.
  let valueCount: Int
  /// The first node that is neither leaf nor constant: both loops can stop there.
  let firstResult: Int
  private let listOperands: UnsafeMutablePointer<UInt32>
  /// Nil while all nodes are single numbers.
  private let extentIndices: UnsafeMutablePointer<UInt32>?
  private let extents: UnsafeMutablePointer<Graph.Extent>

  /// - Parameter nodes: The graph's nodes, marked or not.
  init(_ graph: Graph, nodes: [Graph.Node]) {
    self.nodes = .allocate(copying: nodes)
    count = nodes.count
    valueCount = graph.valueCount
    firstResult = graph.firstResult
    listOperands = .allocate(copying: graph.listOperands)
    extentIndices = graph.extents.isEmpty ? nil : .allocate(copying: graph.extentIndices)
    extents = .allocate(copying: graph.extents)
  }

  func deallocate() {
    nodes.deallocate()
    listOperands.deallocate()
    extentIndices?.deallocate()
    extents.deallocate()
  }

  /// How many operands the node has.
  func operandCount(_ index: Int) -> Int {
    guard let op = nodes[index].op else { return 0 }
    return op.arity ?? Int(nodes[index].second)
  }

  /// The node's operand at `position`.
  @inline(__always)
  func operand(_ index: Int, _ position: Int) -> Int {
    let node = nodes[index]
    if node.op == .list { return Int(listOperands[Int(node.first) + position]) }
    return Int(position == 0 ? node.first : node.second)
  }

  /// The node's entries among `entries`, which are one for each node and then those of lists.
  @inline(__always)
  func view(_ index: Int, in entries: UnsafeMutablePointer<Double>) -> View {
    guard let extentIndices, extentIndices[index] > 0 else {
      return View(shape: .scalar, start: entries + index)
    }
    let extent = extents[Int(extentIndices[index]) - 1]
    return View(shape: extent.shape, start: entries + count + extent.offset)
  }
}

extension Graph {
  /// Calls `body` with the graph as a tape.
  func withTape<Result, Failure>(
    _ body: (Tape) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let tape = Tape(self, nodes: nodes)
    defer { tape.deallocate() }
    return try body(tape)
  }
}

extension UnsafeMutablePointer {
  fileprivate static func allocate(copying elements: [Pointee]) -> Self {
    let memory = allocate(capacity: elements.count)
    memory.initialize(from: elements, count: elements.count)
    return memory
  }
}

/// A value in the memory of a pass.
struct View {
  let shape: Shape
  let start: UnsafeMutablePointer<Double>

  var rows: Int { shape.rows }
  var columns: Int { shape.columns }
  var count: Int { shape.count }

  subscript(_ entry: Int) -> Double {
    @inline(__always) get { start[entry] }
    @inline(__always) nonmutating set { start[entry] = newValue }
  }

  /// Row `row` as a list.
  func row(_ row: Int) -> View {
    View(shape: .vector(columns), start: start + row * columns)
  }

  /// Whether every entry is a number.
  @inline(__always)
  var isFinite: Bool {
    // Two at a time and no branch an entry.
    var carries = SIMD2<UInt64>.zero
    var entry = 0
    while entry &+ 2 <= count {
      carries |= carry(SIMD2(start[entry].bitPattern, start[entry &+ 1].bitPattern))
      entry &+= 2
    }
    if entry < count { carries[0] |= start[entry].carryIfNotFinite }
    return (carries[0] | carries[1]) >> 63 == 0
  }

  @inline(__always)
  private func carry(_ bits: SIMD2<UInt64>) -> SIMD2<UInt64> {
    (bits & SIMD2(repeating: ~(1 << 63))) &+ SIMD2(repeating: 1 << 52)
  }
}

extension Double {
  /// A number whose highest bit says that this one is infinite or nan.
  ///
  /// Their exponent is all ones: one more carries into the sign's place.
  @inline(__always)
  var carryIfNotFinite: UInt64 { (bitPattern & ~(1 << 63)) &+ (1 << 52) }
}

/// One application of an op to whole values.
struct Application {
  let tape: Tape
  let node: Int
  let values: UnsafeMutablePointer<Double>

  /// The result's value, which is what a forward pass fills in.
  @inline(__always) var result: View { tape.view(node, in: values) }
  /// How many operands there are.
  var operandCount: Int { tape.operandCount(node) }

  /// The value of the operand at `position`.
  @inline(__always)
  func operand(_ position: Int) -> View {
    tape.view(tape.operand(node, position), in: values)
  }

  /// Calls `body` with each entry of an elementwise result and the operands' values that meet in it.
  @inline(__always)
  func forEachMeeting(_ body: (_ entry: Int, _ a: Double, _ b: Double) -> Void) {
    forEachMeetingPlace { entry, _, _, a, b in body(entry, a, b) }
  }

  /// As ``forEachMeeting(_:)``, with the places of the operands' entries before their values.
  @inline(__always)
  func forEachMeetingPlace(_ body: (Int, Int, Int, Double, Double) -> Void) {
    let (first, second) = (operand(0), operand(1))
    Broadcast(first.shape, second.shape, to: result.shape).forEachEntry { entry, i, j in
      body(entry, i, j, first[i], second[j])
    }
  }
}
