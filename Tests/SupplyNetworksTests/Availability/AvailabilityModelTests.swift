import Sampling
import Testing
import TestStreams

@testable import SupplyNetworks

@Suite struct AvailabilityModelTests {
  private struct Expected: Decodable {
    let availability: Double
    let failure: Double
    let birnbaum: [String: Double]
  }

  /// Availability and Birnbaum's measure by rational enumeration of all states.
  @Test(arguments: [
    ("rel60_series", "series(a,b,c)"), ("rel62_2_of_3", "2of(a,b,c)"),
    ("rel64_bridge", "parallel(series(a,c), series(b,d), series(a,e,d), series(b,e,c))"),
  ])
  func agreesWithTheOracle(id: String, text: String) throws {
    let oracle = try OracleCase(id)
    let expected = try oracle.decode("expected.json", as: Expected.self)
    let rows = try oracle.rows("components.csv")
    let ids = rows.map { $0[0] }
    let structure = try StructureParser.structure(from: text, ids: ids)
    let model = try AvailabilityModel(
      structure, availability: try rows.map { try OracleCase.number($0[1]) })
    #expect(abs(model.availability - expected.availability) < 1e-15)
    #expect(abs(model.unavailability - expected.failure) < 1e-15)
    for (id, importance) in zip(ids, model.importance) {
      #expect(abs(importance.birnbaum - (try #require(expected.birnbaum[id]))) < 1e-15)
    }
  }

  @Test func equalsEnumerationOnRandomStructures() throws {
    var random = SplitMix64(state: 64)
    var shared = 0
    for _ in 0..<300 {
      let count = 1 + random.below(7)
      let structure = Structure.random(components: count, depth: 3, using: &random)
      let p = (0..<count).map { _ in random.chance(0.1) ? 1 : random.uniform(0, 1) }
      let exact = EnumeratedAvailability(structure, p)
      let model = try AvailabilityModel(structure, availability: p)
      if structure.occurrences > structure.components.count { shared += 1 }
      #expect(abs(model.availability - exact.availability) < 1e-14)
      #expect(abs(model.availability + model.unavailability - 1) < 1e-14)
      let cuts = try #require(model.minimalCuts)
      #expect(Set(cuts.map { $0.components.reduce(0) { $0 | 1 << $1 } }) == exact.cuts)
      #expect(cuts.count == exact.cuts.count)
      for (c, importance) in model.importance.enumerated() {
        #expect(abs(importance.birnbaum - exact.birnbaum[c]) < 1e-14)
        guard model.unavailability > 0 else {
          #expect(importance.fussellVesely == nil && importance.criticality == nil)
          continue
        }
        let q = model.unavailability
        let vesely = try #require(importance.fussellVesely)
        #expect(abs(vesely - exact.failedCuts[c] / q) < 1e-12 / q)
        let criticality = try #require(importance.criticality)
        #expect(abs(criticality - exact.birnbaum[c] * (1 - p[c]) / q) < 1e-12 / q)
        #expect(vesely >= criticality - 1e-12)
      }
    }
    #expect(shared > 100)
  }

  /// Both ways to Fussell and Vesely's measure agree where both can be gone.
  @Test func simpleCutsEqualTheSearch() throws {
    let simple = try structure("2of(series(a,b), parallel(c,d), 2of(e,f,g,h))")
    let p = [0.9, 0.8, 0.7, 0.6, 0.5, 0.95, 0.85, 0.75]
    let exact = EnumeratedAvailability(simple, p)
    let model = try AvailabilityModel(simple, availability: p)
    // Naming a component twice in a place where it changes nothing forces the search.
    let same = try structure("2of(series(a,b,a), parallel(c,d), 2of(e,f,g,h))")
    let searched = try AvailabilityModel(same, availability: p)
    for c in p.indices {
      let value = exact.failedCuts[c] / model.unavailability
      #expect(abs(try #require(model.importance[c].fussellVesely) - value) < 1e-14)
      #expect(abs(try #require(searched.importance[c].fussellVesely) - value) < 1e-14)
    }
  }

  private func structure(_ text: String) throws -> Structure {
    try StructureParser.structure(from: text, ids: "abcdefgh".map { String($0) })
  }

  /// k of n with equal p: the binomial distribution, here of 12 at ½, 0.9: Σ C(12, i) pⁱ qⁿ⁻ⁱ.
  @Test func equalPartsAreBinomial() throws {
    for (p, needed) in [(0.5, 7), (0.9, 10), (0.9, 1), (0.9, 12)] {
      let parts = (0..<12).map { Structure.component($0) }
      let model = try AvailabilityModel(
        .atLeast(needed, of: parts), availability: Array(repeating: p, count: 12))
      var choose = 1.0
      var sum = 0.0
      for i in 0...12 {
        if i >= needed { sum += choose * power(p, i) * power(1 - p, 12 - i) }
        choose = choose * Double(12 - i) / Double(i + 1)
      }
      #expect(abs(model.availability - sum) < 1e-14)
      #expect(model.diagramSize == needed * (13 - needed))
    }
  }

  private func power(_ x: Double, _ n: Int) -> Double { (0..<n).reduce(1) { y, _ in y * x } }

  /// A product of a thousand terms, and what is left of 1 to full relative accuracy.
  @Test func rareFailuresKeepTheirDigits() throws {
    let parts = (0..<8).map { Structure.component($0) }
    let model = try AvailabilityModel(
      .parallel(parts), availability: Array(repeating: 1 - 0x1p-10, count: 8))
    #expect(model.unavailability == 0x1p-80)
    #expect(model.importance[3].birnbaum == 0x1p-70)
    let long = (0..<1_000).map { Structure.component($0) }
    let series = try AvailabilityModel(
      .series(long), availability: Array(repeating: 1 - 0x1p-50, count: 1_000))
    #expect(abs(series.unavailability / (1_000 * 0x1p-50) - 1) < 1e-12)
    #expect(series.importance.allSatisfy { abs(($0.fussellVesely ?? 0) - 0.001) < 1e-12 })
  }

  @Test func unusedComponentsDoNotMatter() throws {
    let model = try AvailabilityModel(.component(1), availability: [0.5, 0.75])
    #expect(model.availability == 0.75)
    #expect(
      model.importance == [
        ComponentImportance(birnbaum: 0, fussellVesely: 0, criticality: 0),
        ComponentImportance(birnbaum: 1, fussellVesely: 1, criticality: 1),
      ])
  }

  @Test func limitsAreKept() throws {
    let parts = (0..<40).map { Structure.component($0) }
    let p = Array(repeating: 0.9, count: 40)
    #expect(throws: DiagramLimitError(limit: 100)) {
      _ = try AvailabilityModel(.atLeast(20, of: parts), availability: p, nodeLimit: 100)
    }
    #expect(try AvailabilityModel(.atLeast(20, of: parts), availability: p).minimalCuts == nil)
    #expect(
      try AvailabilityModel(.series(parts), availability: p, cutLimit: 40).minimalCuts?.count == 40)
  }

  @Test func simulationAgrees() throws {
    let text = "parallel(series(a,c), series(b,d), series(a,e,d), 2of(a,b,c))"
    let p = [0.9, 0.85, 0, 0.95, 1]
    let shared = try structure(text)
    let exact = try AvailabilityModel(shared, availability: p).availability
    let trials = 400_001
    let estimate = shared.simulatedAvailability(
      ids: ["a", "b", "c", "d", "e"], availability: p, trials: trials, seed: 4)
    let error = (exact * (1 - exact) / Double(trials)).squareRoot()
    #expect(abs(estimate.value - exact) < 5 * error)
    // A twin whose component is better by 0.01 must be seen.
    let wrong = try AvailabilityModel(shared, availability: [0.9, 0.86, 0, 0.95, 1]).availability
    #expect(abs(estimate.value - wrong) > 5 * error)
  }
}
