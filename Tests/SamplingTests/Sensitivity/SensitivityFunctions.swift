import RealModule

@testable import Sampling

/// Functions whose indices are known in closed form.
enum SensitivityFunctions {
  /// Ishigami's function, a = 7 and b = 0.1, of three inputs uniform on (−π, π).
  static var ishigami: BlockFunction {
    BlockFunction(
      inputs: 3,
      transform: { _, x in for i in 0..<x.count { x[i] = (2 * x[i] - 1) * .pi } },
      evaluate: { x, y in
        for i in 0..<y.count {
          let s = Double.sin(x[0][i])
          let t = Double.sin(x[1][i])
          y[i] = s + 7 * t * t + 0.1 * x[2][i] * x[2][i] * x[2][i] * x[2][i] * s
        }
      })
  }

  /// Sobol's g function of uniforms: Π (|4x − 2| + a)/(1 + a).
  static func g(_ a: [Double]) -> BlockFunction {
    BlockFunction(
      inputs: a.count, transform: { _, _ in },
      evaluate: { x, y in
        for i in 0..<y.count {
          y[i] = a.indices.reduce(1) { $0 * (abs(4 * x[$1][i] - 2) + a[$1]) / (1 + a[$1]) }
        }
      })
  }

  /// Σ βᵢ Xᵢ of standard normals.
  static func linear(_ beta: [Double]) -> BlockFunction {
    BlockFunction(
      inputs: beta.count,
      transform: { _, x in
        guard let base = x.baseAddress else { return }
        BlockKernels.normalQuantile(base, count: x.count, into: base)
      },
      evaluate: { x, y in
        for i in 0..<y.count { y[i] = beta.indices.reduce(0) { $0 + beta[$1] * x[$1][i] } }
      })
  }
}
