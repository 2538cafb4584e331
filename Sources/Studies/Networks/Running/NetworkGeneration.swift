internal import Dispatch
internal import SupplyNetworks

/// `network generate`: makes a network from a recipe.
public struct NetworkGeneration: Sendable {
  /// What `--json` prints.
  public struct Summary: Encodable, Sendable {
    /// Always `network-generate/1`.
    public let schema: String
    /// The shape.
    public let kind: String
    /// The number of firms.
    public let firms: Int
    /// The number of links.
    public let links: Int
    /// The number of sectors.
    public let sectors: Int
    /// Where the random numbers began.
    public let seed: UInt64
    /// The most suppliers of a firm.
    public let mostSuppliers: Int
    /// The most customers of a firm.
    public let mostCustomers: Int
    /// SHA-256 of each table that was written.
    public var digests: [String: String]
  }

  /// The words of `--kind`.
  public static let kinds = NetworkRecipe.Kind.allCases.map(\.rawValue)

  private let recipe: NetworkRecipe
  private let givesProbabilities: Bool

  /// A network from what a command line says.
  ///
  /// - Parameters:
  ///   - links: nil for the usual number of the kind.
  ///   - reciprocity: nil for the usual share of links both ways.
  ///   - givesProbabilities: whether links carry the share of the customer's purchases as the
  ///     probability that a failure passes.
  /// - Throws: `WrongUse` where there is no such network.
  public init(
    kind: String, firms: Int, links: Int?, seed: UInt64, reciprocity: Double? = nil,
    givesProbabilities: Bool = false
  ) throws {
    guard let kind = NetworkRecipe.Kind(rawValue: kind) else {
      throw WrongUse("There is no kind `\(kind)`. Kinds: \(Self.kinds.joined(separator: ", ")).")
    }
    do {
      recipe = try NetworkRecipe(
        kind: kind, firms: firms, links: links, seed: seed, reciprocity: reciprocity)
    } catch { throw Self.wrongUse(error) }
    self.givesProbabilities = givesProbabilities
  }

  private static func wrongUse(_ problem: NetworkRecipe.Problem) -> WrongUse {
    switch problem {
    case .firms(let count):
      WrongUse("A network has from 2 to 100 000 000 firms, not \(FigureText.count(count)).")
    case .tooManyLinks(let asked, let room):
      WrongUse(
        "This network has room for \(FigureText.count(room)) links, not for "
          + "\(FigureText.count(asked)). Ask for fewer links or more firms.")
    case .treeLinks(let asked, let needed):
      WrongUse(
        "A tree of \(FigureText.count(needed + 1)) firms has \(FigureText.count(needed)) links, "
          + "not \(FigureText.count(asked)). Leave --links out.")
    case .reciprocity(let share):
      WrongUse(
        "--reciprocity is from 0 to 0.5 and for scale-free networks, not \(share).")
    }
  }

  /// Draws the network; blocks of customers go to threads, and their number changes nothing.
  ///
  /// - Throws: `WrongUse` where the shape has no room for the links.
  public func run(_ reader: NetworkReader) throws -> NetworkReport<Summary> {
    let generator: NetworkGenerator
    do { generator = try NetworkGenerator(recipe) } catch { throw Self.wrongUse(error) }
    let network = GeneratedNetwork(generator, drawn: draw(generator, reader.options.threads))
    let tables = GeneratedTables(network, firms: recipe.firms, recipe: recipe)
    return NetworkReport(
      summary: summary(network), tables: tables.all(withProbabilities: givesProbabilities),
      method: NetworkMethod(
        verb: "generate", method: "addressed draws, \(recipe.kind.rawValue)",
        sizes: ["nodes": recipe.firms, "links": network.suppliers.count],
        options: [
          "kind": recipe.kind.rawValue, "firms": "\(recipe.firms)", "links": "\(recipe.links)",
          "reciprocity": DecimalText.text(recipe.reciprocity) ?? "",
        ],
        seed: recipe.seed),
      digests: { summary, digests in
        var summary = summary
        summary.digests = digests
        return summary
      },
      text: { Self.text($0, $1) })
  }

  private func draw(_ generator: NetworkGenerator, _ threads: Int) -> [[[Int32]]] {
    let firms = recipe.firms
    let blocks = max(1, min(firms, threads * 8))
    var drawn = [[[Int32]]](repeating: [], count: blocks)
    drawn.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let shared = SharedPointer(base)
      DispatchQueue.concurrentPerform(iterations: blocks) { block in
        let range = (block * firms / blocks)..<((block + 1) * firms / blocks)
        shared.value[block] = generator.draw(customers: range)
      }
    }
    return drawn
  }

  private func summary(_ network: GeneratedNetwork) -> Summary {
    func most(_ ends: [Int32]) -> Int {
      var counts = [Int](repeating: 0, count: recipe.firms)
      for end in ends { counts[Int(end)] += 1 }
      return counts.max() ?? 0
    }
    return Summary(
      schema: "network-generate/1", kind: recipe.kind.rawValue, firms: recipe.firms,
      links: network.suppliers.count, sectors: network.sectorCount, seed: recipe.seed,
      mostSuppliers: most(network.customers), mostCustomers: most(network.suppliers), digests: [:])
  }

  private static func text(_ summary: Summary, _ ink: Ink) -> String {
    var text = NetworkText("A made-up network (\(summary.kind))", ink: ink)
    text.line("firms", summary.firms, "in \(summary.sectors) sectors")
    text.line("links", summary.links)
    text.line("most suppliers of a firm", summary.mostSuppliers)
    text.line("most customers of a firm", summary.mostCustomers)
    text.line("seed", "\(summary.seed)")
    for (file, digest) in summary.digests.sorted(by: { $0.key < $1.key }) {
      text.line(file, "", "SHA-256 \(digest)")
    }
    return text.finish()
  }
}

/// The tables of a made-up network.
struct GeneratedTables {
  private let network: GeneratedNetwork
  private let firms: NodeIndex
  private let sectors: NodeIndex

  init(_ network: GeneratedNetwork, firms count: Int, recipe: NetworkRecipe) {
    self.network = network
    firms = Self.ids("F", count)
    sectors = Self.ids(recipe.kind == .block ? "B" : "S", network.sectorCount)
  }

  /// `F001` and so on, all equally long.
  private static func ids(_ letter: String, _ count: Int) -> NodeIndex {
    let width = String(count).utf8.count
    return NodeIndex(
      (1...count).lazy.map { number in
        let digits = String(number)
        return letter + String(repeating: "0", count: width - digits.utf8.count) + digits
      })
  }

  func all(withProbabilities: Bool) -> [ResultColumns] {
    [nodes, edges(withProbabilities), essential]
  }

  private var nodes: ResultColumns {
    let network = network
    var columns: [ResultColumn] = [
      .id("id", "Firm", firms),
      .id("sector", "Sector", sectors) { Int(network.sectors[$0]) },
      .number("output", unit: "money a year", "What the firm makes", network.outputs),
      .number("recovery_days", unit: "days", "Time to work again", network.recoveryDays),
      .number(
        "failure_probability", "Chance of failing in a year", network.failureProbabilities),
    ]
    if !network.tiers.isEmpty {
      columns.append(.integer("tier", "Layer, 0 at the end") { Int(network.tiers[$0]) })
    }
    return ResultColumns("nodes", title: "Firms", rowCount: firms.count, columns: columns)
  }

  private func edges(_ withProbabilities: Bool) -> ResultColumns {
    let network = network
    var columns: [ResultColumn] = [
      .id("supplier", "Who sells", firms) { Int(network.suppliers[$0]) },
      .id("customer", "Who buys", firms) { Int(network.customers[$0]) },
      .integer("weight", unit: "money a year", "What is sold") { Int(network.weights[$0]) },
    ]
    if withProbabilities {
      var purchases = [Double](repeating: 0, count: firms.count)
      for link in network.weights.indices {
        purchases[Int(network.customers[link])] += Double(network.weights[link])
      }
      columns.append(
        .number("probability", "Share of the customer's purchases") { [purchases] link in
          let share =
            Double(network.weights[link]) / purchases[Int(network.customers[link])]
          // Rounded down, so that the shares of a customer never add up to more than 1.
          return max(1, (share * 1e6).rounded(.down)) / 1e6
        })
    }
    return ResultColumns(
      "edges", title: "Links", rowCount: network.weights.count, columns: columns)
  }

  private var essential: ResultColumns {
    let network = network
    let (sectors, count) = (sectors, network.sectorCount)
    return ResultColumns(
      "essential", title: "How needed a sector's goods are to another", rowCount: count * count,
      columns: [
        .id("supplier_sector", "Who sells", sectors) { $0 / count },
        .id("customer_sector", "Who buys", sectors) { $0 % count },
        .integer("class", "2 essential, 1 non-essential, 0 no short-term effect") {
          Int(network.classes[$0])
        },
      ])
  }
}
