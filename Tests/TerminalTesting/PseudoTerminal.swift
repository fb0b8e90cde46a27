import CTerminalTesting

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A program in a terminal of its own, driven from outside.
///
/// A test types with ``send(_:)`` and waits with ``expect(_:within:)``; nothing sleeps.
public final class PseudoTerminal {
  /// The program's process.
  public let process: pid_t

  private let descriptor: Int32
  private var output: [UInt8] = []
  private var plain = PlainText()
  private var matched = 0
  private var status: ExitStatus?
  private var isClosed = false

  /// Everything the program has written so far, as far as it has been read.
  public var transcript: String { String(decoding: output, as: UTF8.self) }

  /// The transcript without escape sequences and bells.
  public var plainTranscript: String { String(decoding: plain.bytes, as: UTF8.self) }

  private var sinceMatch: String { String(decoding: plain.bytes[matched...], as: UTF8.self) }

  /// Starts a program as the leader of a session that this terminal controls.
  ///
  /// - Parameter environment: All of it; nothing is inherited.
  public init(
    running executable: String,
    arguments: [String] = [],
    environment: [String: String],
    columns: Int = 80,
    rows: Int = 24
  ) throws(TerminalFailure) {
    var words = ([executable] + arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for word in words + variables { free(word) } }
    var process: pid_t = 0
    descriptor = pseudo_terminal_start(
      executable, &words, &variables, Int32(columns), Int32(rows), &process)
    self.process = process
    guard descriptor >= 0 else {
      status = .exited(127)
      throw .system(call: "start \(executable)", reason: String(cString: strerror(errno)))
    }
  }

  deinit { close() }

  /// Types keys, reading what the program writes meanwhile.
  public func send(_ keys: Keys..., within seconds: Double = 20) throws(TerminalFailure) {
    var rest = keys.flatMap(\.bytes)[...]
    let deadline = Deadline(seconds: seconds)
    while !rest.isEmpty {
      guard let ready = deadline.wait(for: descriptor, events: POLLIN | POLLOUT) else {
        throw .notRead(bytesLeft: rest.count)
      }
      if ready & POLLIN != 0 { readAvailable() }
      guard ready & POLLOUT != 0 else { continue }
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, min($0.count, 1_024)) }
      if count < 0 && errno != EAGAIN { throw .notRead(bytesLeft: rest.count) }
      rest = rest.dropFirst(max(count, 0))
    }
  }

  /// Reads until a text appears after the last match, and answers what came up to its end.
  ///
  /// Escape sequences are left out of what is searched.
  @discardableResult
  public func expect(
    _ text: String, within seconds: Double = 20
  ) throws(TerminalFailure) -> String {
    try expect(anyOf: [text], within: seconds)
  }

  /// Reads until one of some texts appears after the last match, and answers what came up to its end.
  @discardableResult
  public func expect(
    anyOf texts: [String], within seconds: Double = 20
  ) throws(TerminalFailure) -> String {
    let wanted = texts.map { Array($0.utf8) }
    let longest = wanted.map(\.count).max() ?? 0
    let deadline = Deadline(seconds: seconds)
    var searched = matched
    while true {
      if let end = wanted.compactMap({ plain.bytes.endOfFirst($0, from: searched) }).min() {
        defer { matched = end }
        return String(decoding: plain.bytes[matched..<end], as: UTF8.self)
      }
      searched = max(matched, plain.bytes.count - longest)
      let named = texts.joined(separator: "' or '")
      guard deadline.wait(for: descriptor, events: POLLIN) != nil else {
        throw .notSeen(named, since: sinceMatch)
      }
      guard readAvailable() else { throw .ended(before: named, since: sinceMatch) }
    }
  }

  /// Changes the terminal's size; the kernel sends the program SIGWINCH.
  public func resize(columns: Int, rows: Int) throws(TerminalFailure) {
    guard pseudo_terminal_resize(descriptor, Int32(columns), Int32(rows)) == 0 else {
      throw .system(call: "resize", reason: String(cString: strerror(errno)))
    }
  }

  /// Sends the program a signal.
  public func signal(_ number: Int32) {
    if status == nil { kill(process, number) }
  }

  /// Reads until the program has closed its terminal, then answers how it ended.
  public func waitForExit(within seconds: Double = 20) throws(TerminalFailure) -> ExitStatus {
    let deadline = Deadline(seconds: seconds)
    repeat {
      guard deadline.wait(for: descriptor, events: POLLIN) != nil else {
        throw .stillRunning(since: sinceMatch)
      }
    } while readAvailable()
    return reap()
  }

  /// Whether the terminal echoes and hands over whole lines, as it does when no editor has it.
  public var isInLineMode: Bool {
    var settings = termios()
    tcgetattr(descriptor, &settings)
    let flags = tcflag_t(ICANON | ECHO)
    return settings.c_lflag & flags == flags
  }

  /// Kills the program if it still runs and takes the terminal away.
  public func close() {
    guard !isClosed else { return }
    isClosed = true
    signal(SIGKILL)
    _ = reap()
    closeDescriptor(descriptor)
  }

  /// Takes what is there; false once the program has closed its terminal.
  @discardableResult
  private func readAvailable() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = read(descriptor, &chunk, chunk.count)
    guard count > 0 else { return count < 0 && (errno == EAGAIN || errno == EINTR) }
    output += chunk[..<count]
    plain.append(chunk[..<count])
    return true
  }

  private func reap() -> ExitStatus {
    if let status { return status }
    var code: Int32 = 0
    while waitpid(process, &code, 0) < 0 && errno == EINTR {}
    let ended = ExitStatus(waitStatus: code)
    status = ended
    return ended
  }
}

extension [UInt8] {
  /// The index after the first occurrence of `wanted` at or after `start`.
  fileprivate func endOfFirst(_ wanted: [UInt8], from start: Int) -> Int? {
    guard let first = wanted.first else { return start }
    var start = start
    while let candidate = self[start...].firstIndex(of: first), candidate + wanted.count <= count {
      if self[candidate...].starts(with: wanted) { return candidate + wanted.count }
      start = candidate + 1
    }
    return nil
  }
}

/// The system's `close`, which the method of that name hides inside ``PseudoTerminal``.
private func closeDescriptor(_ descriptor: Int32) {
  close(descriptor)
}
