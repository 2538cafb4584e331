import Distributions
import LossSimulation
import RiskModel
import Sampling
import Testing

/// The correlation matrix: refused where indefinite, repaired where asked, block by block.
@Suite struct DependenceTests {
  private func indefinite(repair: Bool) throws -> Study {
    let risks = try ["A", "B", "C", "D"].map {
      risk($0, rate: try constant(1), loss: try constant(1))
    }
    let group = Dependence.Group(members: ["A", "B", "C", "D"], correlation: -0.6)
    return study(
      risks, trials: 200_000, dependence: Dependence(groups: [group], repair: repair))
  }

  @Test func namesTheSmallestEigenvalueAndThePairsThatClash() throws {
    let indefinite = try indefinite(repair: false)
    do {
      _ = try Simulator(indefinite)
      Issue.record("an indefinite matrix was accepted")
    } catch {
      let problem = try #require(error.problems.first)
      #expect(problem.path == "simulation/dependence")
      // 1 + 3·(−0.6) = −0.8, with the eigenvector (1, 1, 1, 1)/2: every pair pulls alike.
      #expect(problem.requirement.contains("its smallest eigenvalue is -0.8"))
      for pair in ["A with B", "A with C"] { #expect(problem.requirement.contains(pair)) }
      #expect(problem.remedy.contains("repair: nearest"))
    }
  }

  /// The nearest correlation matrix of all −0.6 is all −1/3 at a Frobenius distance of 0.92376
  /// (risk quantification oracle `nearest_correlation`): the sum of the four latents is then
  /// constant, so that the sum of counts varies less than that of independent ones.
  @Test func repairsOnRequestAndSaysSo() async throws {
    let result = try await run(indefinite(repair: true))
    let distance = try #require(result.diagnostics.correlationRepairDistance)
    #expect(abs(distance - 0.9237604307034007) < 1e-6)
    #expect(result.diagnostics.notes.contains { $0.contains("nearest correlation matrix") })
    let years = try #require(result["current"]).years.aggregate
    let variance = Moments(years).variance
    #expect(variance < 1, "independent counts have variance 4")
  }

  /// A pair overrides its group, and an unlisted pair is 0.
  @Test func pairsOverrideGroups() async throws {
    let risks = try ["A", "B"].map { risk($0, rate: try constant(2), loss: try constant(1)) }
    let dependence = Dependence(
      groups: [.init(members: ["A", "B"], correlation: 0.9)],
      pairs: [.init(first: "B", second: "A", correlation: 0)])
    let coupled = try await current(study(risks, dependence: dependence)).years.aggregate
    let independent = try await current(study(risks)).years.aggregate
    #expect(coupled == independent)
  }

  /// A risk outside a block does not move the block's draws (`MODELS.md` section 1).
  @Test func blocksAreIndependentOfOneAnother() async throws {
    let pair = Dependence(pairs: [.init(first: "A", second: "B", correlation: 0.7)])
    let two = try ["A", "B"].map { risk($0, rate: try constant(1), loss: try constant(1)) }
    let alone = try await current(study(two, trials: 4_000, dependence: pair))
    var both = pair
    both.pairs.append(.init(first: "C", second: "D", correlation: -0.5))
    let four = try two + ["C", "D"].map { risk($0, rate: try constant(1), loss: try constant(1)) }
    let together = try await current(study(four, trials: 4_000, dependence: both))
    #expect(alone.risks.map(\.expectedLoss) == together.risks.prefix(2).map(\.expectedLoss))
  }

  /// Each margin keeps its law: Poisson mean and variance under both families.
  @Test(arguments: [Dependence.Family.gaussian, .t(degreesOfFreedom: 3)])
  func marginsAreKept(family: Dependence.Family) async throws {
    let risks = try [("A", 0.3), ("B", 7.0)].map {
      risk($0.0, rate: try constant($0.1), loss: try constant(1))
    }
    let dependence = Dependence(
      family: family, pairs: [.init(first: "A", second: "B", correlation: 0.8)])
    let level = try await current(study(risks, trials: 200_000, dependence: dependence))
    for (result, rate) in zip(level.risks, [0.3, 7.0]) {
      let events = result.eventsPerYear
      #expect(abs(events.value - rate) < 5 * events.standardError)
      let n = Double(events.sampleSize)
      let variance = events.standardError * events.standardError * n
      // Of a Poisson sample variance: √((rate + 2 rate²)/n).
      #expect(abs(variance - rate) < 5 * ((rate + 2 * rate * rate) / n).squareRoot())
    }
  }
}
