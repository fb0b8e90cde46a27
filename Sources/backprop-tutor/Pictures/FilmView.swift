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

  /// Frame `number`, counted from 0: the picture, and below it, where the eye is, what happens.
  ///
  /// - Parameter rows: How many lines are in sight; a picture that is higher is left out.
  func lines(_ number: Int, on page: Page, rows: Int? = nil) -> [StyledText] {
    let frame = film.frames[number]
    let place = StyledText("Frame \(number + 1) of \(film.frames.count), ", .aside)
    let caption = page.paragraph(place + caption(frame, isSpoken: page.isPlain))
    // The caption of a sweep says only where the input is; the rest must be told as well.
    if page.isPlain { return caption + (film.isSweep ? picture(number, page) : []) }
    let isInSight = rows.map { fits(on: page, rows: $0) } ?? true
    return (isInSight ? picture(number, page) : []) + caption
  }

  /// Whether every picture is in sight together with its caption.
  func fits(on page: Page, rows: Int) -> Bool {
    film.frames.isEmpty || picture(film.frames.count - 1, page).count + 5 <= rows
  }

  private func picture(_ number: Int, _ page: Page) -> [StyledText] {
    let frame = film.frames[number]
    return NetworkView(
      network: frame.network, chain: film.chain, valued: frame.valued, blamed: frame.blamed,
      marked: marked(frame.action), room: page.isPlain ? [] : room,
      hasLegend: hasLegend(number)
    ).lines(on: page)
  }

  /// What stands where is said once: when the first gradient does, and in the first frame of a sweep.
  private func hasLegend(_ number: Int) -> Bool {
    switch film.frames[number].action {
    case .starts: true
    case .computes, .receives: false
    case .sweeps: number == 0
    }
  }

  private func marked(_ action: Film.Action) -> Int? {
    switch action {
    case .computes(let place), .starts(let place), .receives(let place, _): place
    case .sweeps: nil
    }
  }

  private func caption(_ frame: Film.Frame, isSpoken: Bool) -> StyledText {
    let nodes = frame.network.nodes
    let stop = StyledText(isSpoken ? "." : "")
    switch frame.action {
    case .computes(let place):
      let (name, formula) = (nodes[place].name, nodes[place].expression.label)
      return StyledText("forward: ", .aside) + StyledText(name, .code)
        + StyledText(" = ") + StyledText(formula, .code)
        + StyledText(isSpoken ? ", which is " : " = ")
        + StyledText(exact(nodes[place].value), .value)
        + stop
    case .starts(let place):
      return StyledText("backward: it starts at ", .aside) + StyledText(nodes[place].name, .code)
        + StyledText(", whose slope by itself is ")
        + StyledText(exact(nodes[place].gradient ?? .scalar(1)), .gradient) + stop
    case .receives(let place, let shares):
      return receipt(place, shares, nodes, isSpoken: isSpoken) + stop
    case .sweeps(let input, let value):
      return StyledText(input, .code) + StyledText(" = ") + StyledText(pictured(value), .value)
        + stop
    }
  }

  /// `x receives 10 (upstream, from a) × 2 (local) = 20`.
  private func receipt(
    _ place: Int, _ shares: [Film.Share], _ nodes: [Network.Node], isSpoken: Bool
  ) -> StyledText {
    var text =
      StyledText("backward: ", .aside) + StyledText(nodes[place].name, .code)
      + StyledText(" receives ")
    for (number, share) in shares.enumerated() {
      if number > 0 { text += StyledText(isSpoken ? ", plus " : " + ") }
      let from = nodes[share.from].name
      text += StyledText("\(exact(share.upstream)) (upstream, from \(from))", .upstream)
      if let local = share.local {
        text +=
          StyledText(isSpoken ? " times " : " × ")
          + StyledText("\(NumberText.rounded(local)) (local)", .local)
      }
    }
    let isProduct = shares.allSatisfy { $0.local != nil } && !isSpoken
    return text + StyledText(isProduct ? " = " : ", which makes ")
      + StyledText(exact(nodes[place].gradient ?? .scalar(0)), .gradient)
  }

  /// A caption has room for more digits than a picture.
  private func exact(_ value: Tensor) -> String {
    switch value {
    case .scalar(let number): NumberText.rounded(number)
    case .vector: NetworkView.text(value)
    case .matrix: "a \(NetworkView.text(value)) matrix"
    }
  }
}
