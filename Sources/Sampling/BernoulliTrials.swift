internal import CKernels

/// Independent Bernoulli trials, 256 of a stream at a time, as the bits of four words.
///
/// Bit t mod 64 of word t / 64 is trial t: a pure function of seed, stream and trial, set with the
/// stream's probability to within 2⁻⁶⁴.
public enum BernoulliTrials {
  /// The number of words that lie side by side for one stream or node.
  public static let words = 4
  /// The number of trials in them.
  public static let width = 256

  /// The limit L with (L + 1) 2⁻⁶⁴ = p, rounded to the nearest.
  ///
  /// A trial succeeds where its 64-bit uniform is ≤ L. Nil where the rounded probability is 0.
  ///
  /// - Parameter probability: 0…1.
  public static func limit(of probability: Double) -> UInt64? {
    guard probability > 0 else { return nil }
    guard probability < 1 else { return .max }
    let scaled = (probability * 0x1p64).rounded()
    return scaled < 1 ? nil : UInt64(scaled) - 1
  }

  /// Four words for each of `count` streams, whose hashes and limits lie side by side: the trials
  /// 256 `batch` on.
  ///
  /// - Precondition: the buffers hold `count` elements, `words` four times as many.
  public static func fill(
    seed: UInt64, streams: UnsafePointer<UInt64>, limits: UnsafePointer<UInt64>, count: Int,
    batch: UInt32, into words: UnsafeMutablePointer<UInt64>
  ) {
    bw_bernoulli_words(seed, streams, limits, count, batch, words)
  }

  /// Hands fresh bits of one node along its links.
  ///
  /// What passes a link's words and its target has not seen yet is added to what the target has
  /// seen and has pending, and the target's bit of `active` is set.
  ///
  /// - Parameters:
  ///   - fresh: four words.
  ///   - words: four for each link.
  ///   - targets: the node that each link leads to.
  ///   - states: for each node four words of bits seen, then four of bits pending.
  ///   - active: a bit for each node.
  public static func spread(
    fresh: UnsafePointer<UInt64>, words: UnsafePointer<UInt64>, targets: UnsafePointer<Int32>,
    count: Int, states: UnsafeMutablePointer<UInt64>, active: UnsafeMutablePointer<UInt64>
  ) {
    bw_spread_words(fresh, words, targets, count, states, active)
  }
}
