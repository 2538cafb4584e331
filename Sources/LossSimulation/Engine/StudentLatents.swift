internal import Distributions
internal import Sampling

/// From correlated normals to the latents of a t copula: T = Z·√(ν/χ²_ν), one χ² a trial.
///
/// The latent kept is the normal with the same probability, Φ⁻¹(t_ν(T)), so that counts are found
/// alike for both families (Demarta and McNeil 2005, section 2).
enum StudentLatents {
  static func transform(
    _ latents: BlockMatrix, copula: CopulaBlock, degreesOfFreedom: Double,
    trials: UnsafePointer<UInt32>, count: Int
  ) {
    guard let chiSquared = try? ChiSquared(degreesOfFreedom: degreesOfFreedom),
      let student = try? StudentT(degreesOfFreedom: degreesOfFreedom)
    else { return }
    for t in 0..<count {
      let u = copula.chiStream.uniforms(trial: trials[t], draw: 0).0
      let scale = (degreesOfFreedom / chiSquared.value(atUniform: u)).squareRoot()
      for member in copula.members.indices {
        let x = latents[member][t] * scale
        latents[member][t] =
          x <= 0
          ? standardNormalQuantile(student.distribution(x))
          : -standardNormalQuantile(student.survival(x))
      }
    }
  }
}
