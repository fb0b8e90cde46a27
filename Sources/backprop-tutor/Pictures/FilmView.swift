import Autodiff
import Drawing
import ModelLanguage
import Tutor

/// One frame of a film: a caption, and the picture below it.
struct FilmView {
  let film: Film
  /// How wide the numbers of each node get.
  private let room: [(value: Int, gradient: Int)]

  init(film: Film) {
    self.film = film
    room =
      (film.frames.first?.network.nodes.indices).map { places in
        places.map { place in
          let nodes = film.frames.map { $0.network.nodes[place] }
          return (
            nodes.map { NetworkView.text($0.value).cellWidth }.max() ?? 0,
            nodes.compactMap(\.gradient).map { NetworkView.text($0).cellWidth }.max() ?? 0
          )
        }
      } ?? []
  }

  /// Frame `number`, counted from 0.
  func lines(_ number: Int, on page: Page) -> [StyledText] {
    let frame = film.frames[number]
    let place = "Frame \(number + 1) of \(film.frames.count)"
    let caption = StyledText("\(place), ", .aside) + self.caption(frame)
    return caption.wrapped(to: page.width, first: StyledText("  "))
      + (page.isPlain && !isSweep(frame.action) ? [] : picture(frame, on: page))
  }

  private func picture(_ frame: Film.Frame, on page: Page) -> [StyledText] {
    NetworkView(
      network: frame.network, chain: film.chain, valued: frame.valued, blamed: frame.blamed,
      marked: marked(frame.action), room: room
    ).lines(on: page)
  }

  private func marked(_ action: Film.Action) -> Int? {
    switch action {
    case .computes(let place), .starts(let place), .receives(let place, _): place
    case .sweeps: nil
    }
  }

  /// Whether the caption says only where the input is, so that the rest must be told as well.
  private func isSweep(_ action: Film.Action) -> Bool {
    if case .sweeps = action { true } else { false }
  }

  private func caption(_ frame: Film.Frame) -> StyledText {
    let nodes = frame.network.nodes
    switch frame.action {
    case .computes(let place):
      return StyledText("forward: ", .aside) + StyledText(nodes[place].name, .code)
        + StyledText(" = ") + StyledText(nodes[place].expression.label, .code)
        + StyledText(" = ") + StyledText(NetworkView.text(nodes[place].value), .value)
    case .starts(let place):
      let name = StyledText(nodes[place].name, .code)
      return StyledText("backward: it starts at ", .aside) + name
        + StyledText(", whose slope by itself is ")
        + StyledText(NetworkView.text(nodes[place].gradient ?? .scalar(1)), .gradient)
    case .receives(let place, let shares): return receipt(place, shares, nodes)
    case .sweeps(let input, let value):
      return StyledText(input, .code) + StyledText(" = ") + StyledText(pictured(value), .value)
    }
  }

  /// `x receives 10 (upstream, from a) × 2 (local) = 20`.
  private func receipt(_ place: Int, _ shares: [Film.Share], _ nodes: [Network.Node]) -> StyledText
  {
    var text =
      StyledText("backward: ", .aside) + StyledText(nodes[place].name, .code)
      + StyledText(" receives ")
    for (number, share) in shares.enumerated() {
      if number > 0 { text += StyledText(" + ") }
      text += StyledText(
        "\(NetworkView.text(share.upstream)) (upstream, from \(nodes[share.from].name))", .upstream)
      if let local = share.local {
        text += StyledText(" × ") + StyledText("\(pictured(local)) (local)", .local)
      }
    }
    let isProduct = shares.allSatisfy { $0.local != nil }
    return text + StyledText(isProduct ? " = " : ", which makes ")
      + StyledText(NetworkView.text(nodes[place].gradient ?? .scalar(0)), .gradient)
  }
}
