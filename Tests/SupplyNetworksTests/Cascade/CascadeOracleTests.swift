import Foundation
import Testing

@testable import SupplyNetworks

/// Cases with known answers, by id; `Reference/cascade/README.md` names their source.
@Suite struct CascadeOracleTests {
  static let folder =
    Bundle.module.resourceURL?
    .appendingPathComponent("Reference/cascade") ?? URL(filePath: "/")

  static let cases =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasPrefix("esri") }.sorted()

  @Test func allCasesAreThere() { #expect(Self.cases.count == 11) }

  struct Expected: Decodable {
    struct Part: Decodable {
      let esri: [Double]
      let esri_d: [Double]
      let esri_u: [Double]
      let T: [Int]
      let h_d: [[Double]]
      let h_u: [[Double]]
    }
    let tol: Double
    let steps: Part
    let fixpoint: Part

    enum CodingKeys: String, CodingKey {
      case tol, fixpoint
      case steps = "eps1e-2"
    }
  }

  struct Parameters: Decodable {
    let n: Int
    let replaceability: Bool
    let zero_availability: String
  }

  private func rows(_ id: String, _ file: String) throws -> [[String: String]] {
    let text = try String(
      contentsOf: Self.folder.appendingPathComponent("\(id)/\(file)"), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
    }
    return lines.dropFirst().map {
      Dictionary(zip(lines[0], $0), uniquingKeysWith: { first, _ in first })
    }
  }

  private func number(_ row: [String: String], _ column: String) -> Double? {
    row[column].flatMap { Double($0) }
  }

  private func network(_ id: String) throws -> TradeNetwork {
    let firms = try rows(id, "nodes.csv")
    var network = TradeNetwork(firmCount: firms.count)
    for (firm, row) in firms.enumerated() {
      let sector = Int32(try #require(number(row, "sector")))
      network.sectors[firm] = sector
      network.markets[firm] = number(row, "market").map { Int32($0) } ?? sector
      network.revenues[firm] = number(row, "revenue")
      network.costs[firm] = number(row, "costs")
    }
    for row in try rows(id, "edges.csv") {
      network.addLink(
        from: Int(try #require(number(row, "supplier"))),
        to: Int(try #require(number(row, "customer"))),
        sales: try #require(number(row, "weight")))
    }
    return network
  }

  private func classes(_ id: String, sectors: Int) throws -> InputClasses {
    var classes = InputClasses(sectorCount: sectors)
    for row in try rows(id, "essential.csv") {
      let pair = (
        try #require(number(row, "supplier_sector")), try #require(number(row, "customer_sector"))
      )
      let kind = UInt8(try #require(number(row, "class")))
      classes[Int32(pair.0), Int32(pair.1)] = try #require(InputClass(rawValue: kind))
    }
    return classes
  }

  private func decode<Value: Decodable>(_ id: String, _ file: String) throws -> Value {
    let data = try Data(contentsOf: Self.folder.appendingPathComponent("\(id)/\(file)"))
    return try JSONDecoder().decode(Value.self, from: data)
  }

  @Test(arguments: Self.cases, [true, false])
  func agrees(id: String, isFixpoint: Bool) throws {
    let parameters: Parameters = try decode(id, "params.json")
    let expected: Expected = try decode(id, "expected.json")
    let network = try network(id)
    let sectors = Int(network.sectors.max() ?? 0) + 1
    let settings = CascadeSettings(
      replaceability: parameters.replaceability ? .market : .off,
      zeroAvailability: try #require(.init(rawValue: parameters.zero_availability)),
      stopping: isFixpoint ? .fixpoint : .tolerance(0.01))
    let model = try ProductionCascade(
      network, classes: try classes(id, sectors: sectors), settings: settings)
    let outcomes = model.outcomes(of: .closures(Array(0..<parameters.n)), productions: true)
    let part = isFixpoint ? expected.fixpoint : expected.steps
    func near(_ a: [Double], _ b: [Double]) -> Bool {
      a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= expected.tol }
    }
    #expect(near(outcomes.map(\.index), part.esri))
    #expect(near(outcomes.map(\.downstream), part.esri_d))
    #expect(near(outcomes.map(\.upstream), part.esri_u))
    #expect(outcomes.map(\.steps) == part.T)
    for (outcome, (down, up)) in zip(outcomes, zip(part.h_d, part.h_u)) {
      #expect(near(outcome.productionDown, down) && near(outcome.productionUp, up))
    }
  }
}
