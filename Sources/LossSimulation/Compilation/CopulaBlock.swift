internal import LinearAlgebra
internal import Sampling

/// A connected component of the correlation matrix: sources whose counts are coupled.
///
/// Each block is factored by itself, so a risk outside it never moves draws inside (`MODELS.md` 1).
struct CopulaBlock: Sendable {
  /// Ids in the order of the factor's rows, ascending.
  let members: [String]
  let factor: Cholesky
  /// One independent normal a member and trial.
  let latentStreams: [RandomStream]
  /// Degrees of freedom of a t copula; nil for Gaussian.
  let degreesOfFreedom: Double?
  /// For the one χ² a trial.
  let chiStream: RandomStream
}
