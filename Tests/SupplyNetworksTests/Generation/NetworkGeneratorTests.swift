import Testing

@testable import SupplyNetworks

@Suite struct NetworkGeneratorTests {
  private func network(
    _ kind: NetworkRecipe.Kind, _ firms: Int, _ links: Int? = nil, seed: UInt64 = 1, parts: Int = 1
  ) throws -> GeneratedNetwork {
    let generator = try NetworkGenerator(
      NetworkRecipe(kind: kind, firms: firms, links: links, seed: seed))
    let drawn = (0..<parts).map { part in
      generator.draw(customers: (part * firms / parts)..<((part + 1) * firms / parts))
    }
    return GeneratedNetwork(generator, drawn: drawn)
  }

  /// As many links as asked for, none twice, none to itself, whatever the kind and size.
  @Test(arguments: NetworkRecipe.Kind.allCases) func keepsTheRecipe(_ kind: NetworkRecipe.Kind)
    throws
  {
    for firms in [2, 3, 7, 50, 3000] {
      let network = try network(kind, firms)
      let links = try NetworkRecipe(kind: kind, firms: firms, seed: 1).links
      #expect(network.suppliers.count == links && network.customers.count == links)
      #expect(network.weights.count == links && network.weights.allSatisfy { $0 > 0 })
      let pairs = Set(zip(network.suppliers, network.customers).map { Int64($0) << 32 | Int64($1) })
      #expect(pairs.count == links, "\(firms)")
      #expect(!zip(network.suppliers, network.customers).contains { $0 == $1 })
      #expect(network.sectors.count == firms && network.outputs.count == firms)
      #expect(network.classes.count == network.sectorCount * network.sectorCount)
      #expect(network.failureProbabilities.allSatisfy { $0 > 0 && $0 <= 0.5 })
    }
  }

  @Test(arguments: NetworkRecipe.Kind.allCases) func splitsChangeNothing(_ kind: NetworkRecipe.Kind)
    throws
  {
    let one = try network(kind, 2000)
    let many = try network(kind, 2000, parts: 7)
    #expect(one.suppliers == many.suppliers && one.customers == many.customers)
    #expect(one.weights == many.weights && one.outputs == many.outputs)
    if kind != .tree {
      #expect(try network(kind, 2000, seed: 2).suppliers != one.suppliers)
    }
  }

  /// Hill estimates of both tails, with the exponents of Fujiwara and Aoyama (2010).
  @Test func scaleFreeDegreesHaveTheirTails() throws {
    let network = try network(.scaleFree, 100_000)
    for (ends, exponent) in [(network.suppliers, 1.26), (network.customers, 1.35)] {
      var degrees = [Double](repeating: 0, count: 100_000)
      for end in ends { degrees[Int(end)] += 1 }
      degrees.sort(by: >)
      let tail = 500..<5000
      // Slope of rank against degree between two ranks: free of the shift that bounds the largest.
      let slope = NetworkGeneratorTests.slope(degrees, tail)
      #expect(abs(slope - exponent) < 0.15, "\(slope)")
    }
  }

  private static func slope(_ sorted: [Double], _ ranks: Range<Int>) -> Double {
    let (x, y) = (
      ranks.map { FirmTraits.logarithm(sorted[$0]) },
      ranks.map {
        FirmTraits.logarithm(Double($0))
      }
    )
    let count = Double(ranks.count)
    let (mx, my) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
    let covariance = zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) }
    return -covariance / x.reduce(0) { $0 + ($1 - mx) * ($1 - mx) }
  }

  @Test func scaleFreeLinksGoBothWaysAsOftenAsAsked() throws {
    for share in [0.0, 0.05, 0.3] {
      let recipe = try NetworkRecipe(kind: .scaleFree, firms: 20_000, seed: 4, reciprocity: share)
      let generator = try NetworkGenerator(recipe)
      let network = GeneratedNetwork(generator, drawn: [generator.draw(customers: 0..<20_000)])
      let rows = LinkRows(nodeCount: 20_000, from: network.suppliers, to: network.customers)
      let back = LinkRows(nodeCount: 20_000, from: network.customers, to: network.suppliers)
      let found = Double(Reciprocity.count(customers: rows, suppliers: back)) / 200_000
      // Links that meet by chance come on top: 0.7 % in a network of this size.
      #expect(found >= share && found < share + 0.02, "\(found)")
    }
  }

  @Test func tiersHaveNoCycleAndLeadDown() throws {
    let network = try network(.tiers, 5000)
    for (supplier, customer) in zip(network.suppliers, network.customers) {
      let step = network.tiers[Int(supplier)] - network.tiers[Int(customer)]
      #expect(step == 1 || step == 2)
    }
    // 2, 8, 20, 30 and 40 % of the firms.
    #expect(
      (0..<5).map { tier in network.tiers.count { $0 == tier } } == [100, 400, 1000, 1500, 2000])
  }

  @Test func aTreeHangsTogetherByThrees() throws {
    let network = try network(.tree, 1000)
    #expect(zip(network.suppliers, network.customers).allSatisfy { ($0 - 1) / 3 == $1 })
    #expect(Set(network.suppliers).count == 999)
  }

  @Test func blocksHoldFourLinksInFive() throws {
    let network = try network(.block, 10_000)
    let inside = zip(network.suppliers, network.customers).count {
      network.sectors[Int($0)] == network.sectors[Int($1)]
    }
    // Binomial with p = 0.8, n = 100,000: five standard errors are 0.0063.
    #expect(abs(Double(inside) / 100_000 - 0.8) < 0.0063)
  }

  /// z / x adds up to at most 0.8 by row and by column, so that Leontief and Ghosh inverses exist.
  @Test func outputsCoverSalesAndPurchases() throws {
    let network = try network(.scaleFree, 3000)
    var (rows, columns) = ([Double](repeating: 0, count: 3000), [Double](repeating: 0, count: 3000))
    for link in network.weights.indices {
      rows[Int(network.suppliers[link])] += Double(network.weights[link])
      columns[Int(network.customers[link])] += Double(network.weights[link])
    }
    for firm in 0..<3000 {
      #expect(max(rows[firm], columns[firm]) <= 0.8 * network.outputs[firm])
    }
  }

  @Test func sectorClassesHaveTheirShares() throws {
    let network = try network(.sectors, 500)
    let count = Double(network.classes.count)
    let shares = (0...2).map { kind in Double(network.classes.count { $0 == kind }) / count }
    #expect(abs(shares[2] - 0.172) < 0.006 && abs(shares[1] - 0.119) < 0.006)
  }

  @Test func refusesWhatCannotBe() {
    #expect(throws: NetworkRecipe.Problem.firms(1)) {
      try NetworkRecipe(kind: .block, firms: 1, seed: 1)
    }
    #expect(throws: NetworkRecipe.Problem.treeLinks(asked: 5, needed: 9)) {
      try NetworkRecipe(kind: .tree, firms: 10, links: 5, seed: 1)
    }
    #expect(throws: NetworkRecipe.Problem.reciprocity(0.9)) {
      try NetworkRecipe(kind: .scaleFree, firms: 10, seed: 1, reciprocity: 0.9)
    }
    for kind in [NetworkRecipe.Kind.scaleFree, .sectors, .tiers, .block] {
      #expect(throws: NetworkRecipe.Problem.self) {
        try NetworkGenerator(NetworkRecipe(kind: kind, firms: 100, links: 9900, seed: 1))
      }
    }
  }
}
