/// How a program ended.
public enum ExitStatus: Equatable, Sendable {
  /// It exited by itself, with this status.
  case exited(Int32)

  /// A signal ended it.
  case signalled(Int32)

  /// Creates the status that `waitpid` reports for a process that has ended.
  init(waitStatus: Int32) {
    let signal = waitStatus & 0x7f
    self = signal == 0 ? .exited((waitStatus >> 8) & 0xff) : .signalled(signal)
  }
}
