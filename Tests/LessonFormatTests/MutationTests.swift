import Foundation
import LessonFormat
import ModelLanguage
import Testing

/// Any text is a chapter or gets diagnostics that can be shown.
@Suite struct MutationTests {
  private static let lessons = URL(filePath: #filePath)
    .deletingLastPathComponent().appending(path: "../../Lessons").standardized

  private static let names = [
    "chain-rule", "product-rule", "relu-blocking", "sensitivity", "weight-update",
  ]

  private static func shipped(_ name: String) throws -> String {
    try String(contentsOf: lessons.appending(path: name + ".md"), encoding: .utf8)
  }

  @Test(arguments: names)
  func `shipped chapters have no mistake`(name: String) throws {
    #expect(complaints(about: try Self.shipped(name)) == [])
  }

  @Test(arguments: names)
  func `the outline of a chapter agrees with the whole of it`(name: String) throws {
    let text = try Self.shipped(name).replacing("```model\n", with: "```model\n## a remark\n")
    #expect(try ChapterOutline(parsing: text) == ChapterOutline(Chapter(parsing: text)))
  }

  @Test(arguments: 0..<50)
  func `a chapter with random damage is read or refused, never worse`(seed: UInt64) throws {
    var generator = SplitMix64(state: seed)
    for name in Self.names {
      let text = damaged(try Self.shipped(name), using: &generator)
      do {
        _ = try Chapter(parsing: text)
      } catch {
        for diagnostic in error.diagnostics { check(diagnostic, in: text, seed: seed) }
        let places = error.diagnostics.map(\.range.start)
        #expect(places == places.sorted(), "seed \(seed)")
      }
    }
  }

  private func check(_ diagnostic: Diagnostic, in text: String, seed: UInt64) {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let place = diagnostic.range.start
    guard (1...lines.count).contains(place.line) else {
      Issue.record("seed \(seed): \(diagnostic) stands in line \(place.line) of \(lines.count)")
      return
    }
    #expect(
      (1...lines[place.line - 1].count + 1).contains(place.column), "seed \(seed): \(diagnostic)")
    let shown = diagnostic.lines(file: "x.md", text: text)
    #expect(shown.count == 4, "seed \(seed)")
    #expect(shown.allSatisfy { !$0.unicodeScalars.contains { $0.value < 32 } }, "seed \(seed)")
    #expect(shown[3].contains("^"), "seed \(seed)")
  }

  /// The text after one to five changes of bytes or lines.
  private func damaged(_ text: String, using generator: inout SplitMix64) -> String {
    var text = text
    for _ in 0..<Int.random(in: 1...5, using: &generator) {
      if Bool.random(using: &generator) {
        var bytes = Array(text.utf8)
        let index = Int.random(in: bytes.indices, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: index)
        default:
          bytes.insert(
            Array("`*|>-:{}[]#&\"'=\n ".utf8).randomElement(using: &generator) ?? 0, at: index)
        }
        text = String(decoding: bytes, as: UTF8.self)
      } else {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let index = Int.random(in: lines.indices, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: lines.remove(at: index)
        case 1: lines.insert(lines[index], at: index)
        case 2: lines.swapAt(index, Int.random(in: lines.indices, using: &generator))
        default: lines[index] = "  " + lines[index]
        }
        text = lines.joined(separator: "\n")
      }
    }
    return text
  }
}

/// Source: Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators*, 2014.
private struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
