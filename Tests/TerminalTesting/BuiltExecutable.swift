#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The path of a program that the package builds, as seen from a running test.
///
/// Products stand side by side, the test bundle among them; its path is the first argument on Linux
/// and one of the arguments of the test helper on macOS.
public func builtExecutable(named name: String) throws(TerminalFailure) -> String {
  for argument in CommandLine.arguments {
    let folders = argument.split(separator: "/", omittingEmptySubsequences: false)
    guard let bundle = folders.lastIndex(where: { $0.hasSuffix(".xctest") }) else { continue }
    let path = (folders[..<bundle] + [Substring(name)]).joined(separator: "/")
    if access(path, X_OK) == 0 { return path }
    throw .noExecutable(path: path)
  }
  throw .noExecutable(path: name)
}
