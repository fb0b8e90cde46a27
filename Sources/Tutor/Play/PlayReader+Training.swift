import ModelLanguage

extension PlayReader {
  /// `loss by w1, w2 rate 0.1 steps 200 momentum 0.9`.
  func training() throws(PlayError) -> TrainingRun.Request {
    let keys: Set = ["by", "rate", "steps", "momentum"]
    let unkeyed = words.prefix { !keys.contains($0.lowercased()) }
    var parts: [String: [String]] = [:]
    var key: String?
    for word in words.dropFirst(unkeyed.count) {
      if keys.contains(word.lowercased()) {
        key = word.lowercased()
        parts[word.lowercased()] = []
      } else if let key {
        parts[key, default: []].append(word)
      }
    }
    let loss = Self.names(in: unkeyed).first ?? trace.model.output
    guard unkeyed.count <= 1 else {
      throw PlayError("a training is written so: train \(loss) by w rate 0.1 steps 200")
    }
    let leaves = Self.names(in: parts["by"] ?? [])
    if let slip = leaves.first(where: { trace.model.nodes[$0] == nil }),
      let key = Spelling.nearest(to: slip, among: keys.sorted()), !leaves.starts(with: [slip])
    {
      throw PlayError("the model has no '\(slip.prefix(40))'; did you mean '\(key)'?")
    }
    func number(_ key: String) throws(PlayError) -> Double? {
      guard let words = parts[key] else { return nil }
      guard !words.isEmpty else { throw PlayError("a number is missing behind '\(key)'") }
      return try self.number(words.joined(separator: " "))
    }
    var request = TrainingRun.Request(
      loss: loss, leaves: leaves, rate: try number("rate") ?? rate, steps: TrainingRun.usualSteps,
      momentum: try number("momentum") ?? 0)
    if let steps = try number("steps") {
      guard let whole = Int(exactly: steps) else {
        throw PlayError("steps are a whole number, at most \(TrainingRun.mostSteps)")
      }
      request.steps = whole
    }
    return request
  }
}
