internal import CKernels

/// Elementwise kernels over blocks of numbers: thin, checked doors to `CKernels`.
///
/// Every function reads `count` elements and writes as many; nothing allocates. Each gives the same
/// bits as its plain form in `KernelReference` on every instruction set.
public enum BlockKernels {
  /// Two uniforms on (0, 1) for each address (trial[i], draw[i]) of a stream.
  ///
  /// - Precondition: all four buffers hold at least `count` elements.
  public static func uniforms(
    of stream: RandomStream, trials: UnsafePointer<UInt32>, draws: UnsafePointer<UInt32>,
    count: Int, first: UnsafeMutablePointer<Double>, second: UnsafeMutablePointer<Double>
  ) {
    bw_philox_uniforms(stream.seed, stream.hash, trials, draws, count, first, second)
  }

  /// One uniform on (0, 1) for each of the trials `first`, `first` + 1, …, at a draw.
  ///
  /// Neighbouring trials share a Philox block: an even trial takes the first uniform of the block
  /// of trial/2, an odd one the second. `RandomStream.uniform(trial:)` is the scalar form.
  ///
  /// - Precondition: `first` is even.
  public static func uniforms(
    of stream: RandomStream, fromTrial first: UInt32, count: Int,
    into u: UnsafeMutablePointer<Double>
  ) {
    bw_philox_range(stream.seed, stream.hash, first, 0, count, u)
  }

  /// How many of the ascending thresholds lie below each x; returns the sum of the counts.
  ///
  /// - Parameter usual: how many thresholds are compared with every x before it looks whether more are
  ///   needed. It changes the time alone, and is best where one x in a hundred exceeds the last of them.
  public static func countBelow(
    _ x: UnsafePointer<Double>, count: Int, thresholds: [Double], usual: Int = 0,
    into counts: UnsafeMutablePointer<Int32>
  ) -> Int {
    let most = thresholds.count
    return Int(bw_count_below(x, count, thresholds, most, max(0, min(usual, most)), counts))
  }

  /// z[i] = Φ⁻¹(u[i]) for u in (0, 1); `z` may be `u`.
  public static func normalQuantile(
    _ u: UnsafePointer<Double>, count: Int, into z: UnsafeMutablePointer<Double>
  ) {
    bw_normal_quantile(u, z, count)
  }

  /// y[i] = exp(x[i]); `y` may be `x`.
  public static func exp(
    _ x: UnsafePointer<Double>, count: Int, into y: UnsafeMutablePointer<Double>
  ) {
    bw_exp(x, y, count)
  }

  /// y[i] = log(x[i]) for positive normal x; `y` may be `x`.
  public static func log(
    _ x: UnsafePointer<Double>, count: Int, into y: UnsafeMutablePointer<Double>
  ) {
    bw_log(x, y, count)
  }

  /// x[i] = exp(mu + sigma Φ⁻¹(u[i])); `x` may be `u`.
  public static func lognormal(
    _ u: UnsafePointer<Double>, mu: Double, sigma: Double, count: Int,
    into x: UnsafeMutablePointer<Double>
  ) {
    bw_lognormal(u, mu, sigma, x, count)
  }

  /// Puts the values of a quantile table at u into x, which may be u.
  ///
  /// Where the table has no value, x[i] = u[i] and i is put into `missed`, which holds `count`.
  /// Returns how many were missed.
  static func tableQuantile(
    _ u: UnsafePointer<Double>, rows: [Double], octaves: Int, count: Int,
    into x: UnsafeMutablePointer<Double>, missed: UnsafeMutablePointer<UInt32>
  ) -> Int {
    bw_table_quantile(u, rows, UInt32(octaves), x, missed, count)
  }

  /// The instruction set in use, for a run's record: `x86-64-v4`, `x86-64-v3` or `baseline`.
  public static var instructionSet: String { String(cString: bw_instruction_set()) }

  /// Uses another instruction set from now on, for tests and benchmarks; false where the processor
  /// does not have it.
  public static func useInstructionSet(_ name: String) -> Bool {
    switch name {
    case "baseline": bw_force_instruction_set(0) == 1
    case "x86-64-v3": bw_force_instruction_set(3) == 1
    case "x86-64-v4": bw_force_instruction_set(4) == 1
    default: false
    }
  }
}
