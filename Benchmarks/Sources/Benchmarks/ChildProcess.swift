import Foundation

/// A program that was run to its end.
struct ChildProcess {
  /// What it wrote to its standard output.
  let output: String
  /// From just before it was started until it closed its standard output.
  let seconds: Double
  /// Its exit status, or nil if a signal ended it.
  let status: Int32?

  /// Runs a program with `arguments`, the first being its path; its errors go to ours.
  ///
  /// - Throws: ``Failure`` if it can't be started.
  init(_ arguments: [String]) throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Failure("no pipe: \(String(cString: strerror(errno)))") }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addclose(&actions, ends[0])
    posix_spawn_file_actions_addclose(&actions, ends[1])

    let words = arguments.map { strdup($0) }
    defer { words.forEach { free($0) } }
    var pid = pid_t()
    let clock = ContinuousClock()
    let start = clock.now
    let error = posix_spawnp(&pid, arguments[0], &actions, nil, words + [nil], environ)
    close(ends[1])
    defer { close(ends[0]) }
    guard error == 0 else {
      throw Failure("\(arguments[0]) can't be started: \(String(cString: strerror(error)))")
    }

    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(ends[0], &chunk, chunk.count)
      if count > 0 { bytes += chunk[..<count] }
      if count == 0 || count < 0 && errno != EINTR { break }
    }
    seconds = (clock.now - start) / .seconds(1)
    output = String(decoding: bytes, as: UTF8.self)

    var ending: Int32 = 0
    while waitpid(pid, &ending, 0) == -1 && errno == EINTR {}
    status = ending & 0x7f == 0 ? ending >> 8 & 0xff : nil
  }
}
