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
    var names: Set<String>
  }

  /// How many questions are remembered.
  private static let span = 5

  private var entries: [Entry] = []

  /// Notes the misconception that the learner was told of; nil for an answer without one.
  mutating func note(_ name: String?, in item: Item) {
    let names = Set([name].compactMap(\.self))
    if let index = entries.firstIndex(where: { $0.item == item }) {
      entries[index].names.formUnion(names)
    } else {
      entries.append(Entry(item: item, names: names))
      if entries.count > Self.span { entries.removeFirst() }
    }
  }

  /// Whether this is the second time: the misconception came up in just one other of the last
  /// questions.
  func isHabit(_ name: String, in item: Item) -> Bool {
    entries.count { $0.item != item && $0.names.contains(name) } == 1
  }
}
