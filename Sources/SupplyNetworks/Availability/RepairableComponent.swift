internal import Sampling

/// A component that works, fails and is repaired, again and again, with exponential times.
///
/// Two states, failures at rate λ = 1/(mean time to failure) and repairs at rate
/// µ = 1/(mean time to repair) (Rausand and Høyland 2004, section 8.3). It works at time 0.
public struct RepairableComponent: Hashable, Sendable {
  /// Mean time to failure, in any unit of time.
  public let meanTimeToFailure: Double
  /// Mean time to repair, in the same unit.
  public let meanTimeToRepair: Double

  /// Nil unless both times are finite and above 0.
  public init?(meanTimeToFailure: Double, meanTimeToRepair: Double) {
    guard meanTimeToFailure > 0, meanTimeToFailure < .infinity, meanTimeToRepair > 0,
      meanTimeToRepair < .infinity
    else { return nil }
    self.meanTimeToFailure = meanTimeToFailure
    self.meanTimeToRepair = meanTimeToRepair
  }

  /// The share of time in which it works in the long run: µ/(λ + µ).
  public var steadyAvailability: Double {
    meanTimeToFailure / (meanTimeToFailure + meanTimeToRepair)
  }

  /// λ + µ.
  private var rate: Double { 1 / meanTimeToFailure + 1 / meanTimeToRepair }

  /// P(it works at a time): µ/(λ + µ) + λ/(λ + µ) e^(−(λ + µ)t).
  ///
  /// - Parameter time: 0 or more.
  public func availability(at time: Double) -> Double {
    let steady = steadyAvailability
    return steady + (1 - steady) * KernelReference.exp(-rate * time)
  }

  /// The mean of `availability(at:)` from time 0 to `time`.
  ///
  /// - Parameter time: above 0.
  public func meanAvailability(until time: Double) -> Double {
    let steady = steadyAvailability
    let decay = rate * time
    return steady + (1 - steady) * (1 - KernelReference.exp(-decay)) / decay
  }
}
