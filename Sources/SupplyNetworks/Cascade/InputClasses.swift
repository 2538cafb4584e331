/// How much a customer's production hangs on an input in the short term.
public enum InputClass: UInt8, Sendable {
  /// No effect in the short term.
  case unneeded = 0
  /// The shortfalls of all such inputs add up.
  case nonEssential = 1
  /// The scarcest such input rules (Leontief).
  case essential = 2
}

/// The class of the inputs of one sector for the firms of another; what is not listed is
/// non-essential.
public struct InputClasses: Sendable {
  private var listed: [UInt64: InputClass] = [:]

  /// Every input non-essential.
  public init() {}

  /// The class of what `supplier` sells for `customer`, both sectors.
  public subscript(supplier: Int32, customer: Int32) -> InputClass {
    get { listed[Self.key(supplier, customer)] ?? .nonEssential }
    set {
      listed[Self.key(supplier, customer)] = newValue == .nonEssential ? nil : newValue
    }
  }

  private static func key(_ supplier: Int32, _ customer: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: supplier)) << 32 | UInt64(UInt32(bitPattern: customer))
  }
}
