/// How long the organisation can do without a supplier, against how long the supplier stays away.
///
/// `MODELS.md` 5.4; Simchi-Levi et al. 2014.
public struct SupplierMeasure: Hashable, Sendable {
  /// The supplier's node.
  public let node: Int
  /// The longest own outage that costs no money, in days; nil where none within the horizon does.
  public let timeToSurvive: Double?
  /// The longest own outage that costs no process any capability, in days, nil likewise.
  public let timeToFirstShortfall: Double?
  /// The mean duration of the supplier's own outages, in days; nil where it has none.
  public let timeToRecover: Double?

  /// Whether the supplier is expected to stay away longer than the organisation can bear.
  public var isExposed: Bool {
    guard let timeToSurvive, let timeToRecover else { return false }
    return timeToSurvive < timeToRecover
  }

  /// Compares a supplier's table with its time to recover.
  public init(node: Int, table: OutageCost, timeToRecover: Double?) {
    self.node = node
    self.timeToSurvive = table.timeToSurvive
    self.timeToFirstShortfall = table.timeToFirstShortfall
    self.timeToRecover = timeToRecover
  }
}

extension BufferedNetwork {
  /// The measures of every supplier.
  ///
  /// - Parameters:
  ///   - tables: the table of each supplier alone, as `tabulateSuppliers` gives them.
  ///   - timesToRecover: mean own outage durations, in days, by supplier node.
  public func supplierMeasures(
    tables: [OutageCost], timesToRecover: [Double?]
  ) -> [SupplierMeasure] {
    precondition(
      tables.count == supplierCount && timesToRecover.count == supplierCount,
      "There must be one table and one time to recover for each of \(supplierCount) suppliers.")
    return (0..<supplierCount).map {
      SupplierMeasure(node: $0, table: tables[$0], timeToRecover: timesToRecover[$0])
    }
  }
}
