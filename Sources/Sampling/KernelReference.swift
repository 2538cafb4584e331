/// The plain form of each kernel of `CKernels`, one element at a time, in the same order of
/// operations.
///
/// It is what the kernels are tested against bit for bit, and it documents them.
public enum KernelReference {
  /// See `bw_exp`: Cody and Waite's reduction, a Taylor polynomial by Estrin's scheme, 2^k in halves.
  public static func exp(_ x: Double) -> Double {
    guard x == x else { return x }
    let c = x > 710 ? 710 : (x < -746 ? -746 : x)
    let shift = 0x1.8p52
    let biased = c * 0x1.71547652b82fep0 + shift
    let k = biased - shift
    let r = (c - k * 0x1.62e42fee00000p-1) - k * 0x1.a39ef35793c76p-33
    let r2 = r * r
    let r4 = r2 * r2
    let p01 = 0x1.0p-1 + r * 0x1.5555555555555p-3
    let p23 = 0x1.5555555555555p-5 + r * 0x1.1111111111111p-7
    let p45 = 0x1.6c16c16c16c17p-10 + r * 0x1.a01a01a01a01ap-13
    let p67 = 0x1.a01a01a01a01ap-16 + r * 0x1.71de3a556c734p-19
    let p89 = 0x1.27e4fb7789f5cp-22 + r * 0x1.ae64567f544e4p-26
    let pab = 0x1.1eed8eff8d898p-29 + r * 0x1.6124613a86d09p-33
    let poly = (p01 + r2 * p23) + r4 * ((p45 + r2 * p67) + r4 * (p89 + r2 * pab))
    let e = 1.0 + (r + r2 * poly)
    let ki = Int64(bitPattern: biased.bitPattern) &- Int64(bitPattern: shift.bitPattern)
    let half = ki >> 1
    return (e * powerOfTwo(half)) * powerOfTwo(ki &- half)
  }

  /// See `bw_bernoulli_words`: one word, 64 trials whose uniforms' bits are compared with the limit.
  public static func bernoulliWord(
    key: UInt64, stream: UInt64, limit: UInt64, number: UInt32
  ) -> UInt64 {
    var (open, success) = (UInt64.max, UInt64(0))
    for bit in 0..<64 {
      let rest = UInt64.max >> UInt64(bit)
      guard open != 0, limit & rest != rest else { break }
      let counter = SIMD4(
        UInt32(truncatingIfNeeded: stream), UInt32(truncatingIfNeeded: stream >> 32), number,
        UInt32(bit / 2))
      let c = Philox4x32.block(key: key, counter: counter)
      let random = bit % 2 == 0 ? UInt64(c.x) | UInt64(c.y) << 32 : UInt64(c.z) | UInt64(c.w) << 32
      if limit >> UInt64(63 - bit) & 1 == 1 {
        success |= open & ~random
        open &= random
      } else {
        open &= ~random
      }
    }
    return success | open
  }

  private static func powerOfTwo(_ k: Int64) -> Double {
    Double(bitPattern: UInt64(bitPattern: (k &+ 1023) << 52))
  }

  /// See `bw_log`: FDLIBM's polynomial after reduction to [√½, √2).
  public static func log(_ x: Double) -> Double {
    let offset: Int64 = 0x3FE6_A09E_667F_3BCD
    let moved = Int64(bitPattern: x.bitPattern) &+ (0x3FF0_0000_0000_0000 - offset)
    let dk = Double((moved >> 52) &- 1023)
    let m = Double(bitPattern: UInt64(bitPattern: (moved & 0x000F_FFFF_FFFF_FFFF) &+ offset))
    let f = m - 1
    let s = f / (2 + f)
    let z = s * s
    let w = z * z
    let even =
      w
      * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
    let odd =
      z
      * (6.666666666666735130e-01 + w
        * (2.857142874366239149e-01 + w
          * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)))
    let halfSquare = 0.5 * f * f
    let tail = s * (halfSquare + (even + odd)) + dk * 1.90821492927058770002e-10
    return dk * 6.93147180369123816490e-01 - ((halfSquare - tail) - f)
  }

  /// See `bw_normal_quantile`: AS 241, routine PPND16 (Wichura 1988).
  public static func normalQuantile(_ u: Double) -> Double {
    let q = u - 0.5
    if Swift.abs(q) <= 0.425 {
      let r = 0.180625 - q * q
      return q * horner(centralNumerator, r) / horner(centralDenominator, r)
    }
    let r = (-log(q < 0 ? u : 1 - u)).squareRoot()
    let outer =
      r <= 5
      ? horner(tailNumerator, r - 1.6) / horner(tailDenominator, r - 1.6)
      : horner(farNumerator, r - 5) / horner(farDenominator, r - 5)
    return q < 0 ? -outer : outer
  }

  /// See `bw_table_quantile`: the polynomial of the twelve coefficients from `start` on, at the place
  /// `t` in [−1, 1]; four polynomials in t⁴ are joined by powers of t, every product and sum
  /// rounded once.
  static func rowValue(_ c: [Double], from start: Int, at t: Double) -> Double {
    let t2 = t * t
    let t4 = t2 * t2
    func joined(_ k: Int) -> Double {
      c[start + k].addingProduct(t4, c[start + k + 4].addingProduct(t4, c[start + k + 8]))
    }
    return joined(0).addingProduct(joined(1), t)
      .addingProduct(t2, joined(2).addingProduct(joined(3), t))
  }

  private static func horner(_ coefficients: [Double], _ x: Double) -> Double {
    coefficients.dropFirst().reduce(coefficients.first ?? 0) { $0 * x + $1 }
  }

  // Highest power first.
  private static let centralNumerator = [
    2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4,
    4.5921953931549871457e+4, 1.3731693765509461125e+4, 1.9715909503065514427e+3,
    1.3314166789178437745e+2, 3.3871328727963666080e0,
  ]
  private static let centralDenominator = [
    5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4,
    2.1213794301586595867e+4, 5.3941960214247511077e+3, 6.8718700749205790830e+2,
    4.2313330701600911252e+1, 1.0,
  ]
  private static let tailNumerator = [
    7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
    1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0,
    4.63033784615654529590e0, 1.42343711074968357734e0,
  ]
  private static let tailDenominator = [
    1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
    1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0,
    2.05319162663775882187e0, 1.0,
  ]
  private static let farNumerator = [
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
    2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0,
    5.46378491116411436990e0, 6.65790464350110377720e0,
  ]
  private static let farDenominator = [
    2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
    7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
    5.99832206555887937690e-1, 1.0,
  ]
}
