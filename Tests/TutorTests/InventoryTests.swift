import Foundation
import ModelLanguage
import Testing

@testable import Tutor

/// A row of the inventory of the seed documents, and where a learner meets it.
struct InventoryRow: Sendable {
  var id: String
  /// The chapter and step, as `chapter/step`; empty where a lesson has nothing to take.
  var place = ""
  /// What is typed there first, where the chapter's own numbers are others; `solved` for an edit's solution.
  var typed = ""
  /// An expression over the step's trace; empty where the seed printed no number.
  var expression = ""
  /// The number as the seed printed it, or as it was recomputed for the inventory.
  var printed = ""
  /// Words of the step that carry the row, where there is no number.
  var words = ""
}

@Suite struct InventoryTests {
  @Test(arguments: inventory)
  func `each row of the seeds is served, and its numbers come out live`(row: InventoryRow) throws {
    guard !row.place.isEmpty else { return }
    let parts = row.place.split(separator: "/").map(String.init)
    let chapter = ShippedChapters.chapter(parts[0])
    let index = try #require(chapter.steps.firstIndex { $0.id == parts[1] }, "\(row.id)")
    let step = chapter.steps[index]
    if !row.words.isEmpty {
      let scene = try #require(Dealer(seed: 0).authored(step))
      let texts =
        (step.opening + step.closing).flatMap(\.texts) + [step.ask].compactMap(\.self)
        + step.hints + step.experiments.map(\.remark)
      let text = texts.map { $0.plain(in: scene) }.joined(separator: " ")
      #expect(text.lowercased().contains(row.words.lowercased()), "\(row.id): \(text)")
    }
    guard !row.expression.isEmpty else {
      #expect(!row.words.isEmpty || step.task != nil, "\(row.id)")
      return
    }
    let scene = try scene(at: index, of: chapter.id, typing: row.typed)
    let value = try scene.trace.evaluate(
      Expr(parsing: row.expression, as: .trace), given: scene.given
    ).value
    let decimals = row.printed.split(separator: ".").dropFirst().first?.count ?? 0
    // Python prints no minus before a zero.
    let shown = value == 0 ? 0 : value
    #expect(String(format: "%.\(decimals)f", shown) == row.printed, "\(row.id): \(value)")
  }

  /// The scene of a step, after what a learner types in it.
  private func scene(at index: Int, of id: String, typing typed: String) throws -> Scene {
    let chapter = ShippedChapters.chapter(id)
    var session = Session(of: chapter, seed: 0, pacing: .byHand, startingAt: index)
    if typed == "solved" { return try #require(session.scene.solved) }
    guard !typed.isEmpty else { return session.scene }
    switch session.receive(typed).first?.fact {
    case .played(.changed(let play)): return session.scene.with(play.trace)
    case .edited(let edit): return session.scene.with(edit.trace)
    case let other:
      Issue.record("'\(typed)' does not play: \(String(describing: other))")
      return session.scene
    }
  }

  @Test func `the table has every row of the inventory`() {
    let counts = ["000": 19, "001": 18, "002": 15, "003": 19, "004": 14]
    let ids = counts.flatMap { seed, count in
      (1...count).map { "\(seed)-" + ($0 < 10 ? "0\($0)" : "\($0)") }
    }
    #expect(Set(inventory.map(\.id)) == Set(ids))
    // A metaphor, a quotation, imports, path plumbing, a rule of dashes, a call made twice for nothing.
    #expect(
      Set(inventory.filter(\.place.isEmpty).map(\.id)) == [
        "001-01", "001-04", "001-18", "004-01", "004-06", "004-12",
      ])
  }

  @Test func `the one wrong number of the seeds is an exhibit beside the right one`() throws {
    let chapter = ShippedChapters.chapter("wrong-slope")
    let scene = try #require(Dealer(seed: 0).authored(chapter.steps[0]))
    let told = chapter.steps[0].opening.flatMap(\.texts).map { $0.plain(in: scene) }
    #expect(told.contains { $0.contains("0.209987") })
    let right = try #require(chapter.steps.first { $0.id == "who-is-right" })
    let end = try #require(Dealer(seed: 0).authored(right))
    #expect(right.closing.flatMap(\.texts).contains { $0.plain(in: end).contains("0.393224") })
    #expect(end.judge("0.209987")?.verdict == .incorrect)
  }

  @Test func `the chapters have every step of the curriculum, and what was added to it`() {
    let counts = ShippedChapters.all.map { $0.steps.count }
    let curriculum = [8, 9, 9, 8, 10, 9, 9, 10, 10, 10, 8, 8, 9, 8, 8]
    #expect(zip(counts, curriculum).allSatisfy { $0 >= $1 })
    #expect(counts.count == curriculum.count)
  }
}

/// Sources: `curriculum.md`, section 1; a row may have several numbers.
private let inventory: [InventoryRow] = [
  row("000-01", "sensitivity/added-constant", "u", "6"),
  row("000-01", "sensitivity/added-constant", "y", "11"),
  row("000-02", "chain-rule/two-machines-in-a-row", words: "The first machine turns one unit"),
  row("000-03", "sensitivity/added-constant", "dy/dx", "3"),
  row("000-04", "chain-rule/back-to-the-input", words: "upstream times local"),
  row("000-05", "chain-rule/back-to-the-input", "y", "9.0"),
  row("000-06", "chain-rule/back-to-the-input", "dy/dx", "6.0"),
  row("000-06", "chain-rule/slope-of-first-weight", "dy/dw1", "4.5"),
  row("000-06", "chain-rule/slope-of-first-weight", "dy/dw2", "3.0"),
  row("000-06", "chain-rule/first-stop-back", "dy/dh", "3"),
  row("000-07", "chain-rule/first-stop-back", words: "lies between h and y"),
  row("000-08", "relu-blocking/through-open-gate", "a", "3.0"),
  row("000-09", "relu-blocking/through-open-gate", "da/dx", "1.5"),
  row("000-09", "relu-blocking/through-open-gate", "da/dw", "2.0"),
  row("000-10", "relu-blocking/through-shut-gate", "da/dx", "0"),
  row("000-10", "relu-blocking/weight-behind-gate", "da/dw", "0"),
  row("000-11", "chain-rule/slope-at-every-layer", "y", "24.0"),
  row("000-12", "chain-rule/slope-at-every-layer", "dy/dx", "24.0"),
  row("000-12", "chain-rule/slope-at-every-layer", "dy/dw1", "12"),
  row("000-12", "chain-rule/slope-at-every-layer", "dy/dw2", "8"),
  row("000-12", "chain-rule/slope-at-every-layer", "dy/dw3", "6"),
  row("000-13", "chain-rule/two-machines-in-a-row", words: "the blame walks back"),
  row("000-14", "weight-update/take-the-step", "w - rate*dloss/dw", "4.4"),
  row("000-14", "weight-update/take-the-step", "loss", "16"),
  row("000-14", "weight-update/take-the-step", "dloss/dw", "-24"),
  row("000-14", "weight-update/did-it-help", "loss", "10.24"),
  row("000-15", "weight-update/take-the-step", words: "rate"),
  row("000-16", "chain-rule/bolt-one-on", "y", "12", typed: "solved"),
  row("000-16", "chain-rule/bolt-one-on", "dy/dx", "12", typed: "solved"),
  row("000-16", "chain-rule/bolt-one-on", "dy/dw1", "6", typed: "solved"),
  row("000-16", "chain-rule/bolt-one-on", "dy/dw2", "4", typed: "solved"),
  row("000-16", "chain-rule/bolt-one-on", "dy/dw3", "3", typed: "solved"),
  row("000-16", "chain-rule/bolt-one-on", "dy/dw4", "24", typed: "solved"),
  row("000-17", "local-slopes/sigmoid-gate", "a", "0.9525741268224334"),
  row("000-17", "local-slopes/sigmoid-gate", "da/dx", "0.067764989596368"),
  row("000-17", "local-slopes/sigmoid-gate", "da/dw", "0.090353319461824"),
  row("000-17", "local-slopes/swap-the-gate", "da/dx", "1.5"),
  row("000-17", "local-slopes/swap-the-gate", "1.5/(da/dx)", "22", typed: "solved"),
  row("000-18", "chain-rule/slope-at-every-layer", "dy/dy", "1"),
  row("000-18", "chain-rule/slope-at-every-layer", "dy/da2", "4"),
  row("000-18", "chain-rule/slope-at-every-layer", "dy/da1", "12"),
  row("000-19", "relu-blocking/break-the-flow", "dloss/dw", "0", typed: "solved"),
  row("000-19", "relu-blocking/break-the-flow", "w - 0.1*dloss/dw", "1.5", typed: "solved"),

  row("001-01"),
  row("001-02", "tanh-net/one-frame", words: "backward pass"),
  row("001-03", "tanh-net/one-frame", "dL/dh3*dh3/dh2*dh2/dh1*dh1/dx - dL/dx", "0.0000000000"),
  row("001-04"),
  row("001-05", "tanh-net/the-error", "x + w1 + w2 + target", "1.9"),
  row("001-06", "tanh-net/inner-weight", "h", "0.8336546070121552"),
  row("001-07", "tanh-net/inner-weight", "y", "-0.6669236856097243"),
  row("001-08", "tanh-net/inner-weight", "dL/dw1", "0.2847480465272111"),
  row("001-08", "tanh-net/outer-weight", "dL/dw2", "-0.9728113065401505"),
  row("001-08", "tanh-net/the-input", "dL/dx", "0.3416976558326533"),
  row("001-09", "tanh-net/the-error", "dL/dy", "-1.1669236856097243"),
  row("001-09", "tanh-net/the-error", "L", "0.6808554440184913"),
  row("001-09", "tanh-net/inner-weight", "1 - h^2", "0.30501999620740905"),
  row("001-10", "tanh-net/the-film", "h1", "0.9640"),
  row("001-10", "tanh-net/the-film", "h2", "0.9293"),
  row("001-10", "tanh-net/the-film", "h3", "0.9293"),
  row("001-10", "tanh-net/the-film", "L", "0.4318"),
  row("001-10", "tanh-net/the-film", "dL/dh3", "0.9293"),
  row("001-10", "tanh-net/the-film", "dL/dh2", "0.9293"),
  row("001-10", "tanh-net/the-film", "dL/dh1", "1.7918"),
  row("001-10", "tanh-net/the-film", "dL/dx", "0.1266"),
  row("001-11", "tanh-net/the-film", words: "frame"),
  row("001-12", "tanh-net/same-net-with-a-gate", words: "open"),
  row("001-13", "tanh-net/put-in-a-sine", "h", "0.9320390859672263", typed: "solved"),
  row("001-13", "tanh-net/put-in-a-sine", "y", "-0.745631268773781", typed: "solved"),
  row("001-13", "tanh-net/put-in-a-sine", "dL/dw1", "0.3610913195670377", typed: "solved"),
  row("001-13", "tanh-net/put-in-a-sine", "dL/dw2", "-1.1609770292001111", typed: "solved"),
  row("001-13", "tanh-net/put-in-a-sine", "dL/dx", "0.43330958348044524", typed: "solved"),
  row(
    "001-13", "tanh-net/put-in-a-sine", "dL/dw1", "0.15865619960833208", typed: "swap tanh sigmoid"),
  row(
    "001-13", "tanh-net/put-in-a-sine", "dL/dw2", "-0.8567666660312784", typed: "swap tanh sigmoid"),
  row(
    "001-13", "tanh-net/put-in-a-sine", "dL/dx", "0.19038743952999848", typed: "swap tanh sigmoid"),
  row("001-13", "tanh-net/same-net-with-a-gate", "h", "1.2"),
  row("001-13", "tanh-net/same-net-with-a-gate", "y", "-0.96"),
  row("001-13", "tanh-net/same-net-with-a-gate", "L", "1.0658"),
  row("001-13", "tanh-net/same-net-with-a-gate", "dL/dw1", "1.168"),
  row("001-13", "tanh-net/same-net-with-a-gate", "dL/dw2", "-1.752"),
  row("001-13", "tanh-net/same-net-with-a-gate", "dL/dx", "1.4016"),
  row("001-13", "tanh-net/same-net-with-a-gate", "dL/dw1", "0", typed: "set x = -1"),
  row("001-14", "tanh-net/append-a-sine", "L", "0.15017687962389312", typed: "solved"),
  row("001-14", "tanh-net/append-a-sine", "dL/dh4", "0.5480454", typed: "solved"),
  row("001-14", "tanh-net/append-a-sine", "dL/dh3", "0.4584118", typed: "solved"),
  row("001-14", "tanh-net/append-a-sine", "dL/dh2", "0.4584118", typed: "solved"),
  row("001-14", "tanh-net/append-a-sine", "dL/dh1", "0.6982475", typed: "solved"),
  row("001-14", "tanh-net/append-a-sine", "dL/dx", "0.2932460", typed: "solved"),
  row("001-15", "two-losses/make-the-loss-absolute", "L", "1.1669236856097243", typed: "solved"),
  row(
    "001-15", "two-losses/make-the-loss-absolute", "dL/dw1", "0.24401599696592724", typed: "solved"),
  row(
    "001-15", "two-losses/make-the-loss-absolute", "dL/dw2", "-0.8336546070121552", typed: "solved"),
  row(
    "001-15", "two-losses/make-the-loss-absolute", "dL/dx", "0.2928191963591127", typed: "solved"),
  row("001-16", "matrices/second-layer", "sign(sum(abs(dL/dW2)))", "1", typed: "solved"),
  row("001-17", "tanh-net/same-net-with-a-gate", words: "share"),
  row("001-18"),

  row("002-01", "sensitivity/three-for-one", "y", "6"),
  row("002-01", "sensitivity/three-for-one", "dy/dx", "3"),
  row("002-02", "sensitivity/smaller-nudge", words: "stretch"),
  row("002-03", "chain-rule/two-machines-in-a-row", "a", "2"),
  row("002-03", "chain-rule/two-machines-in-a-row", "y", "10"),
  row("002-03", "chain-rule/two-machines-in-a-row", "dy/dx", "10"),
  row("002-04", "power-rule/square-at-a-point", "c", "9.00"),
  row("002-04", "power-rule/square-at-a-point", "dc/db", "6.0"),
  row("002-04", "power-rule/piece-in-the-corner", "(b + h)^2 - c", "7"),
  row("002-05", "product-rule/hours-and-wage", "pay", "50"),
  row("002-05", "product-rule/hours-and-wage", "dpay/dhours", "10"),
  row("002-05", "product-rule/hours-and-wage", "dpay/dwage", "5"),
  row("002-05", "product-rule/both-at-once", "(hours + 1)*(wage + 1) - pay", "16"),
  row("002-06", "whole-pipeline/terms-in-the-sum", "da/dx - y", "0"),
  row("002-06", "whole-pipeline/terms-in-the-sum", "db/da", "1"),
  row("002-06", "whole-pipeline/terms-in-the-sum", "dc/db - 2*b", "0"),
  row("002-06", "whole-pipeline/terms-in-the-sum", "da/dy - x", "0"),
  row("002-06", "whole-pipeline/terms-in-the-sum", "db/dz", "1"),
  row("002-07", "whole-pipeline/forward-first", "c", "25"),
  row("002-08", "whole-pipeline/where-to-start", "dc/dc", "1"),
  row("002-08", "whole-pipeline/through-the-square", "dc/db", "10"),
  row("002-08", "whole-pipeline/through-the-plus", "dc/dz", "10"),
  row("002-08", "whole-pipeline/through-the-plus", "dc/da", "10"),
  row("002-08", "whole-pipeline/times-to-x", "dc/dx", "20"),
  row("002-08", "whole-pipeline/times-to-y", "dc/dy", "30"),
  row("002-09", "forks/wire-into-the-plus", "dc/dx", "48"),
  row("002-09", "forks/wire-into-the-plus", words: "upstream"),
  row("002-10", "local-slopes/the-card-wall", "y", "0.50"),
  row("002-10", "local-slopes/the-card-wall", "dy/dx", "0.250"),
  row("002-11", "local-slopes/leaky-gate", "dy/dx", "0", typed: "set y = relu(x)"),
  row("002-12", "local-slopes/slope-of-log", "dy/dx", "4"),
  row("002-12", "local-slopes/slope-of-log", "dy/dx", "1000", typed: "set x = 0.001"),
  row("002-13", "local-slopes/length-squared", "dy/dx[0] - 2*x[0]", "0"),
  row("002-14", "local-slopes/the-card-wall", words: "p*x"),
  row("002-15", "whole-pipeline/through-the-square", words: "upstream"),

  row("003-01", "sigmoid-net/one-pass-forward", words: "Backpropagation computes the slopes"),
  row(
    "003-02", "sigmoid-net/one-pass-forward", words: "Every value rests on all that come before it"),
  row("003-03", "sigmoid-net/one-pass-forward", "z1 - (W1*x + b1)", "0"),
  row("003-04", "sigmoid-net/loss-of-the-text", "dlogistic/dz2", "-0.346214332274044"),
  row("003-04", "sigmoid-net/loss-of-the-text", "dhalf/dz2", "-0.07836560317057768"),
  row("003-05", "matrices/spot-the-transposes", words: "d2 @ T(a1)"),
  row("003-06", "matrices/spot-the-transposes", words: "T(W2) @ d2"),
  row("003-07", "matrices/spot-the-transposes", words: "d1 @ T(x)"),
  row("003-08", "matrices/bias-in-a-batch", "dL/db[0]", "-5.5"),
  row("003-09", "sigmoid-net/hidden-delta", words: "f'"),
  row("003-10", "sigmoid-net/output-delta", words: "backward"),
  row("003-11", "sigmoid-net/slope-of-first-weight", "sign(dL/dW1)", "1", typed: "set x = -0.5"),
  row("003-12", "sigmoid-net/added-to-first-weight", "-rate*dL/dW1", "0.000644567"),
  row("003-13", "sigmoid-net/output-delta", "sigmoid(z2)*(1 - sigmoid(z2))", "0.226350"),
  row("003-14", "sigmoid-net/one-pass-forward", "x + t + W1 + b1 + W2 + b2", "3.1"),
  row("003-15", "sigmoid-net/one-pass-forward", "a2", "0.653786"),
  row("003-15", "sigmoid-net/one-pass-forward", "L", "0.059932"),
  row("003-15", "sigmoid-net/one-pass-forward", "z1", "0.500000"),
  row("003-15", "sigmoid-net/one-pass-forward", "a1", "0.622459"),
  row("003-15", "sigmoid-net/one-pass-forward", "z2", "0.635722"),
  row("003-16", "sigmoid-net/added-to-first-weight", "W1 - rate*dL/dW1", "0.4006445672678901"),
  row("003-16", "sigmoid-net/added-to-first-weight", "b1 - rate*dL/db1", "0.3012891345357802"),
  row("003-16", "sigmoid-net/added-to-first-weight", "W2 - rate*dL/dW2", "0.7048779400938787"),
  row("003-16", "sigmoid-net/added-to-first-weight", "b2 - rate*dL/db2", "0.20783656031705777"),
  row("003-17", "sigmoid-net/output-delta", "dL/dz2", "-0.07836560317057768"),
  row("003-17", "sigmoid-net/slope-of-second-weight", "dL/dW2", "-0.04877940093878772"),
  row("003-17", "sigmoid-net/hidden-delta", "dL/dz1", "-0.012891345357801957"),
  row("003-17", "sigmoid-net/slope-of-first-weight", "dL/dW1", "-0.006445672678900978"),
  row("003-17", "sigmoid-net/slope-of-first-weight", "dL/dx", "-0.005156538143120783"),
  row("003-17", "sigmoid-net/again-and-again", "after", "0.05906387816003137"),
  row(
    "003-18", "sigmoid-net/hidden-delta", "dL/dz2*(W2 - rate*dL/dW2)*da1/dz1", "-0.01298117851549"),
  row("003-19", "sigmoid-net/one-pass-forward", words: "How should each weight"),

  row("004-01"),
  row("004-02", "numeric-check/two-nudges", "dz/du*du/dx - dz/dx", "0"),
  row("004-03", "numeric-check/two-nudges", "dz/dx", "300"),
  row("004-03", "numeric-check/two-nudges", "centred", "300.000000"),
  row("004-04", "local-slopes/sigmoid-from-output", "s*(1 - s)", "0.09"),
  row("004-05", "wrong-slope/the-evidence", "output", "0.7311"),
  row("004-06"),
  row("004-07", "wrong-slope/the-evidence", "x*sigmoid(x)*(1 - sigmoid(x))", "0.209987"),
  row("004-07", "wrong-slope/the-evidence", "x*sigmoid(x)*(1 - sigmoid(x))", "0.20998717080701"),
  row("004-07", "wrong-slope/who-is-right", "doutput/dw", "0.3932238664829637"),
  row("004-08", "wrong-slope/how-wrong", "numeric", "0.393224"),
  row("004-08", "wrong-slope/how-wrong", "numeric", "0.39322386647"),
  row("004-09", "matrices/shapes-first", "z1[2][0]", "-0.1"),
  row("004-10", "matrices/shapes-first", "L - 0.5*(y[0][0] - t[0][0])^2", "0"),
  row("004-11", "matrices/bias-in-a-batch", "dL/db[0]", "-5.5"),
  row("004-12"),
  row("004-13", "matrices/shapes-first", words: "dW1: (3, 2)"),
  row("004-14", "matrices/second-layer", words: "numerically"),
]

private func row(
  _ id: String, _ place: String = "", _ expression: String = "", _ printed: String = "",
  typed: String = "", words: String = ""
) -> InventoryRow {
  InventoryRow(
    id: id, place: place, typed: typed, expression: expression, printed: printed, words: words)
}
