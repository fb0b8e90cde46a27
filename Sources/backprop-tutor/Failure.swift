import ArgumentParser

/// Something the user can mend, with the exit status that tells a script what it is.
struct Failure: Error {
  /// The statuses of sysexits(3), and 1 for a check that failed.
  enum Status: Int32 {
    case checkFailed = 1
    case usage = 64
    case badData = 65
    case fileMissing = 66
    case cannotWrite = 74
  }

  let status: Status
  let lines: [String]

  init(_ status: Status, _ lines: String...) {
    self.status = status
    self.lines = lines
  }

  init(_ status: Status, _ lines: [String]) {
    self.status = status
    self.lines = lines
  }

  /// Prints the message of a failure on standard error and ends the command with its status.
  static func reporting<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let failure as Failure {
      Console.warn(failure.lines)
      throw ExitCode(failure.status.rawValue)
    }
  }
}
