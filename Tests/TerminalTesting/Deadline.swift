#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A moment after which waiting is over.
struct Deadline {
  private let end: ContinuousClock.Instant

  init(seconds: Double) {
    end = .now + .seconds(seconds)
  }

  /// Waits until a descriptor is ready and answers for what; nil when the time is up.
  ///
  /// A closed one counts as ready to read, since reading is how one finds out.
  func wait(for descriptor: Int32, events: Int32) -> Int32? {
    var source = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    while true {
      let left = ContinuousClock.now.duration(to: end) / .milliseconds(1)
      guard left > 0 else { return nil }
      guard poll(&source, 1, Int32(left.rounded(.up))) > 0 else { continue }
      let isClosed = Int32(source.revents) & ~events != 0
      return Int32(source.revents) | (isClosed ? Int32(POLLIN) : 0)
    }
  }
}
