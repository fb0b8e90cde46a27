import Autodiff
import LessonFormat
import ModelLanguage
import Testing

@testable import Tutor

@Suite struct FigureTests {
  private func trace(_ text: String) throws -> Trace {
    try Trace(Model(Program(parsing: text)))
  }

  @Test(arguments: ShippedChapters.all.indices)
  func `every picture of every step can be drawn`(index: Int) throws {
    for step in ShippedChapters.all[index].steps where step.picture != nil {
      let scene = try #require(Dealer(seed: 1).authored(step))
      #expect(scene.figureProblem == nil, "\(step.id)")
    }
  }

  @Test(arguments: ShippedChapters.all.indices)
  func `a picture at an open question tells no slope`(index: Int) throws {
    for step in ShippedChapters.all[index].steps where step.task != nil {
      let scene = try #require(Dealer(seed: 1).authored(step))
      #expect(scene.figure(isOpen: true)?.shownSlopes.isEmpty != false, "\(step.id)")
    }
  }

  @Test(arguments: ShippedChapters.all.indices)
  func `in every film a node receives the sum of upstream times local`(index: Int) throws {
    for step in ShippedChapters.all[index].steps {
      let trace = try Trace(step.model)
      guard trace.value(of: step.model.output)?.number != nil,
        let film = try? Film(of: trace, output: step.model.output, names: [])
      else { continue }
      for frame in film.frames {
        guard case .receives(let place, let shares) = frame.action,
          shares.allSatisfy({ $0.local != nil }),
          let gradient = frame.network.nodes[place].gradient?.number
        else { continue }
        let sum = shares.reduce(0) { $0 + ($1.upstream.number ?? .nan) * ($1.local ?? .nan) }
        #expect(abs(sum - gradient) <= 1e-9 * max(1, abs(gradient)), "\(step.id)")
      }
    }
  }

  /// Seed 001-10: at x = 2 each gradient stands at its own node.
  @Test func `the seed's chain runs through its range, each number at its own node`() throws {
    let trace = try trace("x = 1; h1 = tanh(x); h2 = h1^2; h3 = h2; L = 0.5*h3^2")
    let film = try Film(
      of: trace, output: "L", names: ["x", "h1", "h2", "h3", "L"], sweeping: "x", over: -2...2)
    #expect(film.frames.count == 17 && film.chain == ["x", "h1", "h2", "h3", "L"])
    let last = try #require(film.frames.last?.network)
    func rounded(_ number: Double?) -> Double { ((number ?? .nan) * 10000).rounded() / 10000 }
    #expect(last.nodes.map(\.name) == ["x", "h1", "h2", "h3", "L"])
    #expect(last.nodes.map { rounded($0.value.number) } == [2, 0.964, 0.9293, 0.9293, 0.4318])
    #expect(
      last.nodes.map { rounded($0.gradient?.number) } == [0.1266, 1.7918, 0.9293, 0.9293, 1])
  }

  @Test func `a name of a name and a name bound twice are nodes of their own`() throws {
    let network = try Network(
      of: trace("w = 2; w = w*3; v = w; L = v + w"), output: "L")
    #expect(network.nodes.map(\.name) == ["w (1)", "w", "v", "L"])
    #expect(network.nodes.map(\.operands) == [[], [0], [1], [2, 1]])
    #expect(network.localSlope(of: 1, by: 0) == 3 && network.localSlope(of: 2, by: 1) == 1)
  }

  @Test func `a chain is a chain only if nothing goes round it`() throws {
    let straight = try Network(of: trace("x = 2; a = x + 1; b = a^2; L = 3*b"), output: "L")
    #expect(straight.isChain(["x", "a", "b", "L"]) && straight.isChain(["x", "b", "L"]))
    let round = try Network(of: trace("x = 2; a = x + 1; b = a*x; L = 3*b"), output: "L")
    #expect(!round.isChain(["x", "a", "b", "L"]) && !round.isChain(["a", "x", "b"]))
  }

  @Test func `a curve has a gap where there is no value, and its slope where it stands`() throws {
    let curve = try Curve(
      of: ["y", "z"], by: "x", in: trace("x = 2; y = log(x); z = x^3"), over: -1...3)
    let gaps = zip(curve.inputs, curve.values[0]).filter { $1.isNaN }.map(\.0)
    #expect(!gaps.isEmpty && gaps.allSatisfy { $0 <= 0 })
    #expect(curve.values[1].allSatisfy { $0.isFinite })
    #expect(curve.slopes == [0.5, 12] && curve.heights == [0.6931471805599453, 8])
  }

  @Test func `the course of what learns itself begins where it stood`() throws {
    let trace = try trace("y = 1.7; t = 1.5; L = 0.5*(y - t)^2")
    let figure = try Figure(Figure.Request(kind: .trace, names: ["y"], rate: 0.1), of: trace)
    guard case .trace(let run) = figure.content else {
      Issue.record("no training")
      return
    }
    let values = run.course.map(\.value)
    #expect(run.course.map(\.step) == Array(0...20))
    #expect(values.first == 1.7 && abs(values[1] - 1.68) < 1e-12)
    #expect(values.last == run.trace.value(of: "y")?.number)
  }

  @Test func `one step down a valley lands where the engine says`() throws {
    let trace = try trace("w = 2; x = 3; loss = (w*x - 10)^2")
    let figure = try Figure(
      Figure.Request(kind: .valley, names: ["w", "loss"], rate: 0.05), of: trace)
    guard case .valley(let curve, let landing?) = figure.content else {
      Issue.record("no landing")
      return
    }
    #expect(abs(landing.place - 3.2) < 1e-12 && abs((landing.height ?? .nan) - 0.16) < 1e-12)
    #expect(curve.range.contains(landing.place) && curve.corners == [false])
  }

  @Test func `a computed name can run by itself`() throws {
    let curve = try Curve(
      of: ["y"], by: "k", in: trace("x = 2; k = 3*x; y = k^2 + x"), over: 0...10)
    #expect(curve.start == 6 && curve.slopes == [12])
  }

  @Test(arguments: [
    "x = 1e300; y = x*1e5", "x = 1e-300; y = x^2", "x = 0; y = x", "x = -1e308; y = x/3",
  ])
  func `huge and tiny numbers make pictures too`(text: String) throws {
    let trace = try trace(text)
    for kind in Picture.Kind.allCases where kind != .area {
      for names in [[], ["x", "y"]] {
        do throws(PlayError) {
          let figure = try Figure(Figure.Request(kind: kind, names: names), of: trace)
          #expect(figure.shownValues.count < 100)
        } catch {
          #expect(!error.lines.isEmpty)
        }
      }
    }
  }
}
