internal import Sampling

/// What stands in for the draws of uncertain inputs while a study is simulated again.
///
/// Inputs are told apart by their streams. Nothing else is drawn differently: events, losses and
/// windows keep their addresses, so that two simulations differ by the inputs alone.
struct InputSubstitution: Sendable {
  /// The uniform at which an input is held, by its stream's hash.
  var fixed: [UInt64: Double] = [:]
  /// What is added to the number under which a trial draws its inputs.
  var shift: UInt32?
  /// The same for single inputs, by the stream's hash, instead of `shift`.
  var shifts: [UInt64: UInt32] = [:]

  /// Fills the uniforms of a stream; false where it is to be drawn as in a run.
  ///
  /// - Parameter numbers: under which each trial draws its inputs.
  func fill(
    _ u: UnsafeMutablePointer<Double>, _ stream: RandomStream, _ numbers: UnsafePointer<UInt32>,
    _ count: Int
  ) -> Bool {
    if let value = fixed[stream.hash] {
      u.update(repeating: value, count: count)
      return true
    }
    guard let shift = shifts[stream.hash] ?? shift else { return false }
    var last: (number: UInt32, uniform: Double)?
    for t in 0..<count {
      // Inner years of one draw stand side by side.
      if let last, last.number == numbers[t] {
        u[t] = last.uniform
      } else {
        u[t] = stream.uniform(trial: numbers[t] &+ shift)
        last = (numbers[t], u[t])
      }
    }
    return true
  }

  /// The uniform of one trial for the rate of a control's outages; nil where it is to be drawn as in
  /// a run.
  func uniform(_ stream: RandomStream, _ number: UInt32) -> Double? {
    if let value = fixed[stream.hash] { return value }
    guard let shift = shifts[stream.hash] ?? shift else { return nil }
    return stream.uniforms(trial: number &+ shift, draw: 0).0
  }
}
