extension Double {
  /// Rounded to 42 significant bits, a relative step of 2e-13.
  ///
  /// A layer makes years that are equal in theory, such as all years that reach an attachment. Pro
  /// rata arithmetic leaves them apart in the last bits, and an atom must not fall apart: value at
  /// risk, exceedance and the split of the tail all ask whether two years are equal. This is the
  /// splitting of Veltkamp (1968), exact but for values near overflow, which are left alone.
  @inline(__always)
  var roundedForTies: Double {
    guard Swift.abs(self) < 0x1p1000 else { return self }
    let spread = self * 0x1.002p11
    return spread - (spread - self)
  }
}
