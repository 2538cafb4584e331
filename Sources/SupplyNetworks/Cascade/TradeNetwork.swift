/// Who sells how much to whom, and what each firm is: the input of the production cascade.
///
/// Firms are numbered 0 ..< `firmCount`. Links are a structure of arrays, in any order; repeated
/// links are added. See `MODELS.md` section 5.3.
public struct TradeNetwork: Sendable {
  /// The number of firms.
  public var firmCount: Int
  /// The seller of each link.
  public var suppliers: [Int32]
  /// The buyer of each link.
  public var customers: [Int32]
  /// The sales along each link, W, above 0, in any one unit.
  public var sales: [Double]
  /// What each link delivers to its customer, where that hangs on the link and not on the sectors of
  /// its two firms; nil where the sectors say it.
  public var inputs: [LinkInput]?
  /// The sector of each firm, 0 or above: decides which inputs are essential.
  public var sectors: [Int32]
  /// The market of each firm, 0 or above: its firms can replace one another.
  public var markets: [Int32]
  /// Sales of each firm inside and outside the network, above 0; nil where the network shows all.
  public var revenues: [Double?]
  /// Purchases of each firm inside and outside the network, above 0; nil where the network shows
  /// all.
  public var costs: [Double?]
  /// What a firm weighs in the indices, 0 or above; nil for its sales inside the network.
  public var weights: [Double]?

  /// What a link delivers.
  public struct LinkInput: Sendable {
    /// The input of the customer: links of one input of one customer share it; 0 or above.
    public let input: Int32
    /// How much the customer hangs on it.
    public let inputClass: InputClass

    /// Names an input and its class.
    public init(input: Int32, inputClass: InputClass) {
      self.input = input
      self.inputClass = inputClass
    }
  }

  /// A network of firms of one sector and one market without links.
  public init(firmCount: Int) {
    self.firmCount = firmCount
    (suppliers, customers, sales) = ([], [], [])
    sectors = [Int32](repeating: 0, count: firmCount)
    markets = sectors
    revenues = [Double?](repeating: nil, count: firmCount)
    costs = revenues
  }

  /// Adds one link.
  public mutating func addLink(from supplier: Int, to customer: Int, sales amount: Double) {
    suppliers.append(Int32(supplier))
    customers.append(Int32(customer))
    sales.append(amount)
  }

  /// The number of links as given.
  public var linkCount: Int { sales.count }

  /// Throws the first number that no cascade can be computed with.
  func check() throws(NetworkError) {
    precondition(
      inputs == nil || inputs?.count == linkCount, "inputs are given for every link or for none")
    for link in 0..<linkCount { try checkLink(link) }
    for firm in 0..<firmCount { try checkFirm(firm) }
  }

  private func checkLink(_ link: Int) throws(NetworkError) {
    let firms = 0..<Int32(firmCount)
    guard firms.contains(suppliers[link]), firms.contains(customers[link]) else {
      throw refused("link \(link)", "firms", "\(suppliers[link]), \(customers[link])", "known")
    }
    guard sales[link] > 0, sales[link].isFinite else {
      throw refused("link \(link)", "weight", "\(sales[link])", "finite and above 0")
    }
  }

  private func checkFirm(_ firm: Int) throws(NetworkError) {
    for (field, value) in [("revenue", revenues[firm]), ("costs", costs[firm])] {
      guard let value else { continue }
      guard value > 0, value.isFinite else {
        throw refused("firm \(firm)", field, "\(value)", "finite and above 0")
      }
    }
    guard let weight = weights?[firm] else { return }
    guard weight >= 0, weight.isFinite else {
      throw refused("firm \(firm)", "weight", "\(weight)", "finite and at least 0")
    }
  }

  private func refused(
    _ record: String, _ field: String, _ value: String, _ requirement: String
  ) -> NetworkError {
    NetworkError(record: record, field: field, value: value, requirement: requirement)
  }
}
