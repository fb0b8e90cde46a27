import ArgumentParser
import Drawing
import Foundation
import LineEditing

/// Where the chapters come from and where progress goes.
struct CourseOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Read chapters from this file or folder.", valueName: "path"))
  var lessons: String?

  @Option(help: ArgumentHelp("Keep progress in this file.", valueName: "path"))
  var progress: String?

  /// The options as they were given, with a blank before each.
  var asTyped: String {
    (lessons.map { " --lessons '\($0)'" } ?? "") + (progress.map { " --progress '\($0)'" } ?? "")
  }

  /// The file that keeps progress: the option, else the variable, else the user's data folder.
  var progressPath: String {
    progress ?? Environment.nonEmpty("BACKPROP_TUTOR_PROGRESS")
      ?? Environment.folder("XDG_DATA_HOME", else: ".local/share") + "/progress.sqlite"
  }
}

/// How the screens look.
struct DisplayOptions: ParsableArguments {
  enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
  }

  @Option(help: "Colour: auto, always or never.")
  var color = ColorChoice.auto

  @Flag(help: "Write ASCII only.")
  var ascii = false

  @Flag(help: "Tell everything in sentences, for screen readers: no drawings, no columns.")
  var plain = false

  @Flag(name: .customLong("no-motion"), help: "Let nothing move: films as numbered stills.")
  var isStill = false

  var console: Console {
    Console(
      renderer: Renderer(usesColor: usesColor, usesASCII: ascii || !Environment.usesUTF8),
      isPlain: isPlain,
      moves: LineEditor.isUsable && !isStill && !isPlain
        && Environment.nonEmpty("REDUCE_MOTION") == nil)
  }

  private var isPlain: Bool {
    plain || Environment.nonEmpty("ACCESSIBLE") != nil
      || LineEditor.isUsable && Environment.isDumbTerminal
  }

  private var usesColor: Bool {
    switch color {
    case .always: true
    case .never: false
    case .auto:
      Environment.nonEmpty("NO_COLOR") == nil
        && !isPlain
        && (Environment.nonEmpty("CLICOLOR_FORCE").map { $0 != "0" } ?? false
          || LineEditor.isUsable && !Environment.isDumbTerminal)
    }
  }
}

/// What the environment says.
enum Environment {
  /// The value of a variable that is set and not empty.
  static func nonEmpty(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Whether the terminal says that it can't move its cursor.
  static var isDumbTerminal: Bool { (nonEmpty("TERM") ?? "dumb") == "dumb" }

  /// How wide output that is no terminal is to be.
  static var columns: Int? {
    nonEmpty("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }

  /// Our folder below an XDG base folder; a relative one is invalid by the XDG rules and ignored.
  static func folder(_ variable: String, else fallback: String) -> String {
    let named = nonEmpty(variable).flatMap { $0.hasPrefix("/") ? $0 : nil }
    // Foundation looks a home up in the user database and passes over HOME.
    let home = nonEmpty("HOME").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory()
    return (named ?? home + "/" + fallback) + "/backprop-tutor"
  }

  /// Where lines typed at the prompt are remembered.
  static var historyPath: String {
    folder("XDG_STATE_HOME", else: ".local/state") + "/history"
  }

  /// Whether the locale's characters are UTF-8.
  static var usesUTF8: Bool {
    let locale = nonEmpty("LC_ALL") ?? nonEmpty("LC_CTYPE") ?? nonEmpty("LANG") ?? "C"
    let lowered = locale.lowercased()
    return lowered.contains("utf-8") || lowered.contains("utf8")
  }
}
