/// Which misconceptions came up in the last questions.
///
/// One wrong answer is a slip as likely as a belief; the same one in another question is a habit.
/// Source: VanLehn, *Bugs are not enough*, 1982.
struct Habits: Hashable, Sendable {
  /// A question at one variant.
  struct Item: Hashable, Sendable {
    let step: String
    let variant: Int
  }

  private struct Entry: Hashable {
    let item: Item
    var names: [String]
  }

  /// How many questions are remembered.
  private static let span = 5

  private var entries: [Entry] = []

  /// Notes the misconceptions that lead to an answer; none for a right one.
  mutating func note(_ names: [String], in item: Item) {
    if let index = entries.firstIndex(where: { $0.item == item }) {
      entries[index].names += names.filter { !entries[index].names.contains($0) }
    } else {
      entries.append(Entry(item: item, names: names))
      if entries.count > Self.span { entries.removeFirst() }
    }
  }

  /// The first of these names that came up in just one other of the last questions: this is the
  /// second time.
  func habit(among names: [String], in item: Item) -> String? {
    names.first { name in
      entries.count { $0.item != item && $0.names.contains(name) } == 1
    }
  }
}
