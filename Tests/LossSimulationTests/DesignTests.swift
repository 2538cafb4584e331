import Distributions
import LossSimulation
import RiskModel
import Sampling
import Testing

/// Designs in the engine: right, sharper than plain sampling, and the same for any number of workers.
@Suite struct DesignTests {
  private static let methods: [SimulationMethod] = [.latinHypercube, .sobol, .antithetic]

  /// Two risks whose yearly totals hang on rates and counts alone: mean 3·1.2840·10 + 2·5 = 48.52
  /// with E[exp(0.5 Z)] = e^0.125 for the rate of the first, times 3.
  private func smooth(_ method: SimulationMethod, trials: Int = 16_384, seed: UInt64 = 11) throws
    -> Study
  {
    var study = study(
      [
        risk(
          "A", rate: quantity(try LogNormal(mu: 1.0986122886681098, sigma: 0.5)),
          loss: try constant(10)),
        risk("B", rate: try constant(2), loss: try constant(5)),
      ], trials: trials, seed: seed)
    study.simulation.method = method
    return study
  }

  private static let mean = 30 * 1.1331484530668263 + 10

  @Test(arguments: methods)
  func figuresAreRight(method: SimulationMethod) async throws {
    let level = try await current(smooth(method))
    let loss = level.aggregate.expectedAnnualLoss
    #expect(abs(loss.value - Self.mean) < 6 * loss.standardError + 1e-9, "\(loss)")
    #expect(loss.standardError > 0)
  }

  /// Errors from replicates must be true: the spread of 40 runs is about the stated error.
  @Test(arguments: methods)
  func statedErrorsAreTrue(method: SimulationMethod) async throws {
    var values: [Double] = []
    var stated: [Double] = []
    for seed in 1...40 {
      let loss = try await current(smooth(method, trials: 2_048, seed: UInt64(seed))).aggregate
        .expectedAnnualLoss
      values.append(loss.value)
      stated.append(loss.standardError * loss.standardError)
    }
    let ratio = Moments(values).variance / Moments(stated).mean
    // χ² with 39 degrees of freedom over 39, and the stated one's own error: 0.4…2.2 is ± 5 errors.
    #expect(ratio > 0.4 && ratio < 2.2, "\(ratio)")
  }

  /// The rate and the counts carry most of the variance here, so a design must pay.
  @Test func sobolAndLatinHypercubeAreSharper() async throws {
    let plain = try await current(smooth(.monteCarlo)).aggregate.expectedAnnualLoss.standardError
    for method in [SimulationMethod.latinHypercube, .sobol] {
      let error = try await current(smooth(method)).aggregate.expectedAnnualLoss.standardError
      #expect(error < plain / 2, "\(method): \(error) beside \(plain)")
    }
  }

  @Test(arguments: methods)
  func threadsMoveNoBit(method: SimulationMethod) async throws {
    let one = try await current(smooth(method, trials: 4_096), threads: 1)
    let seven = try await current(smooth(method, trials: 4_096), threads: 7)
    #expect(one.years.aggregate == seven.years.aggregate)
    #expect(one.risks.map(\.expectedLoss) == seven.risks.map(\.expectedLoss))
  }

  @Test func trialsMustMakeEqualReplicates() throws {
    let odd = try smooth(.latinHypercube, trials: 1_001)
    do {
      _ = try Simulator(odd)
      Issue.record("1,001 trials were accepted")
    } catch {
      #expect(error.problems.map(\.path) == ["simulation/trials"])
    }
  }

  /// A coupled register keeps its margins under a design of the latents.
  @Test(arguments: methods)
  func copulasTakeTheirLatentsFromTheDesign(method: SimulationMethod) async throws {
    var coupled = try smooth(method)
    coupled.simulation.dependence = Dependence(
      pairs: [.init(first: "A", second: "B", correlation: 0.6)])
    let level = try await current(coupled)
    let loss = level.aggregate.expectedAnnualLoss
    #expect(abs(loss.value - Self.mean) < 6 * loss.standardError + 1e-9, "\(loss)")
  }
}
