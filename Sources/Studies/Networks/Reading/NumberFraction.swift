/// A number of a table that may be written as a fraction, `1/3`, as exact examples have it.
enum NumberFraction {
  /// The number in a cell; a fraction is the quotient of two plain numbers.
  static func read(
    _ cell: UnsafeBufferPointer<UInt8>, decimal: UInt8
  ) -> DecimalNumber.Reading {
    let whole = DecimalNumber.read(UnsafeRawBufferPointer(cell), decimal: decimal)
    guard case .notANumber = whole, let bar = cell.firstIndex(of: UInt8(ascii: "/")) else {
      return whole
    }
    guard case .number(let above) = part(cell, 0..<bar, decimal),
      case .number(let below) = part(cell, bar + 1..<cell.count, decimal), below != 0
    else { return .notANumber }
    let quotient = above / below
    return quotient.isFinite ? .number(quotient) : .tooLarge
  }

  private static func part(
    _ cell: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ decimal: UInt8
  ) -> DecimalNumber.Reading {
    DecimalNumber.read(
      UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: cell[range])), decimal: decimal)
  }
}
