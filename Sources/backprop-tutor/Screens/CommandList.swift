import Drawing
import Tutor

/// Commands with what they do, one below the other.
struct CommandList {
  let commands: [Command]

  func lines(on page: Page) -> [StyledText] {
    let widest = (commands.map(\.usage.cellWidth).max() ?? 0) + 7
    // Where that leaves little room, each summary stands below its command.
    let isNarrow = page.width < widest + 30
    return commands.flatMap { command in
      let usage = StyledText("    ") + StyledText(command.usage, .code)
      let summary = StyledText(command.summary)
      if page.isPlain {
        return (StyledText(command.usage, .code) + StyledText(": ") + summary + StyledText("."))
          .wrapped(to: page.width, first: StyledText("  "))
      }
      return isNarrow
        ? usage.wrapped(to: page.width)
          + summary.wrapped(to: page.width, first: StyledText("      "))
        : summary.wrapped(to: page.width, first: usage.padded(to: widest))
    }
  }
}
