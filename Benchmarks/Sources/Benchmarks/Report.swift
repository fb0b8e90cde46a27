import Foundation

/// Tells the one who waits what is going on; the table alone goes to standard output.
func report(_ message: String) {
  FileHandle.standardError.write(Data((message + "\n").utf8))
}
