import CReadline

/// Something that Readline looks at while it waits for a key.
final class Watch {
  private static let milliseconds: Int32 = 250

  private let hasChanged: () -> Bool

  init(_ hasChanged: @escaping () -> Bool) {
    self.hasChanged = hasChanged
  }

  /// Valid as long as this object lives.
  var forC: CReadlineWatch {
    CReadlineWatch(
      context: Unmanaged.passUnretained(self).toOpaque(), milliseconds: Self.milliseconds
    ) { context in
      guard let context else { return false }
      return Unmanaged<Watch>.fromOpaque(context).takeUnretainedValue().hasChanged()
    }
  }
}
