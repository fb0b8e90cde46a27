import CReadline

/// Waits for keys; to be had from ``LineEditor/withKeys(_:)`` and good only inside it.
public final class KeyReader {
  /// How long a key's next byte may take; Escape is what most keys without a character begin with.
  private static let longestGap = Duration.milliseconds(50)

  private var decoder = KeyDecoder()
  private var decoded: ArraySlice<KeyEvent> = []
  private var lastByte = ContinuousClock.now

  init() {}

  /// Waits for a key, at most so many seconds; for ever if that is nil.
  ///
  /// With 0, answers what is there already. A key of which only a part has arrived when the time is
  /// up comes out of the next call.
  public func next(within seconds: Double?) -> KeyEvent {
    // Ten years are as good as infinity, which a `Duration` can't hold.
    let limit = seconds.map { Duration.seconds($0 > 0 ? min($0, 3e8) : 0) }
    let deadline = limit.map { ContinuousClock.now + $0 }
    while true {
      if let event = decoded.popFirst() { return event }
      if let event = listen(until: deadline) { return event }
    }
  }

  /// Takes in the rest of a key that has only partly arrived.
  func finishKey() {
    while decoder.isWithinKey, listen(until: nil) == nil {}
  }

  /// Waits for one byte or something else; nil if the answer is in `decoded` or yet to come.
  private func listen(until deadline: ContinuousClock.Instant?) -> KeyEvent? {
    let gapEnd = decoder.isWithinKey ? lastByte + Self.longestGap : nil
    let end = [deadline, gapEnd].compactMap(\.self).min()
    var byte: UInt8 = 0
    switch creadline_next_byte(milliseconds(until: end), &byte) {
    case .byte:
      lastByte = .now
      decoded += decoder.receive(byte)
      return nil
    case .timeout:
      if let gapEnd, gapEnd <= .now {
        decoded += decoder.pause()
        return nil
      }
      return deadline.map { $0 <= .now } == true ? .timedOut : nil
    case .interrupted:
      decoder = KeyDecoder()
      return .interrupted
    case .resized: return .resized
    case .end: return .endOfInput
    case .nothing: return nil
    }
  }

  /// The time that is left, rounded up; -1 if there is no end to it.
  private func milliseconds(until end: ContinuousClock.Instant?) -> Int32 {
    guard let end else { return -1 }
    let left = ContinuousClock.now.duration(to: end) / .milliseconds(1)
    return Int32(min(max(left.rounded(.up), 0), Double(Int32.max)))
  }
}
