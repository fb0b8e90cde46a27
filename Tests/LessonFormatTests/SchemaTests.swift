import Foundation
import ModelLanguage
import Testing

@testable import LessonFormat

/// The schemas that editors use know the same keys as the reader of chapters.
@Suite struct SchemaTests {
  private static let chapter = """
    ---
    format: 1
    id: fixture
    title: A fixture
    summary: A chapter with a key that nobody knows.
    ZERO
    ---

    ## A question

    ```model
    x = 3
    y = x^2
    ```

    ```predict
    id: slope
    ask: What is `dy/dx`?
    answer: dy/dx
    hints: [one, two, three]
    ONE
    ```

    ## A change

    ```edit
    id: change
    ask: Make it steeper.
    solution: set y = x^3
    goals: [{same: y, say: no}]
    hints: [one, two, three]
    TWO
    ```
    """

  @Test(arguments: [("front-matter", "ZERO"), ("predict", "ONE"), ("edit", "TWO")])
  func `a schema has the keys of its block`(name: String, place: String) throws {
    let text = Self.chapter.replacing(place, with: "zzz: 1")
      .replacing(#/\n\s*(ZERO|ONE|TWO)/#, with: "")
    let list = #expect(throws: Diagnostic.List.self) { try Chapter(parsing: text) }
    let advice = try #require(list?.diagnostics.first?.advice)
    let known = advice.replacing("known here: ", with: "").components(separatedBy: ", ")

    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Lessons/schemas/\(name).json")
    let schema = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    let properties = try #require(schema["properties"] as? [String: Any])
    #expect(Set(properties.keys) == Set(known))
    #expect(schema["additionalProperties"] as? Bool == false)
  }
}
