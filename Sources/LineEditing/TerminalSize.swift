import CReadline

/// The columns and rows of the terminal that the process is attached to.
///
/// Asks the terminal each time, so it is right after a resize. Nil where there is none or where it
/// doesn't say; `COLUMNS` and `LINES` are not consulted.
public func terminalSize() -> (columns: Int, rows: Int)? {
  var columns: Int32 = 0
  var rows: Int32 = 0
  guard creadline_terminal_size(&columns, &rows) else { return nil }
  return (Int(columns), Int(rows))
}
