/// How much a customer's production hangs on an input in the short term.
public enum InputClass: UInt8, Sendable {
  /// No effect in the short term.
  case unneeded = 0
  /// The shortfalls of all such inputs add up.
  case nonEssential = 1
  /// The scarcest such input rules (Leontief).
  case essential = 2
}

/// The class of the inputs of one sector for the firms of another.
public struct InputClasses: Sendable {
  private let sectorCount: Int
  private var classes: [UInt8]

  /// Every input non-essential.
  ///
  /// - Parameter sectorCount: the number of sectors.
  public init(sectorCount: Int = 0) {
    self.init(
      sectorCount: sectorCount, classes: [UInt8](repeating: 1, count: sectorCount * sectorCount))
  }

  /// The classes 0, 1, 2 row by row of the supplier's sector.
  ///
  /// - Precondition: there is one class for each pair of sectors.
  public init(sectorCount: Int, classes: [UInt8]) {
    precondition(classes.count == sectorCount * sectorCount, "one class for each pair of sectors")
    self.sectorCount = sectorCount
    self.classes = classes
  }

  /// The class of what `supplier` sells for `customer`, both sectors; non-essential for sectors
  /// that are not in the table.
  public subscript(supplier: Int32, customer: Int32) -> InputClass {
    get {
      let (row, column) = (Int(supplier), Int(customer))
      guard row < sectorCount, column < sectorCount else { return .nonEssential }
      return InputClass(rawValue: classes[row * sectorCount + column]) ?? .nonEssential
    }
    set { classes[Int(supplier) * sectorCount + Int(customer)] = newValue.rawValue }
  }
}
