import RealModule

/// The discrete Fourier transform of sequences whose length is a power of two.
///
/// Radix-2, decimation in time, in place (Cooley and Tukey 1965). Twiddle factors come from a table
/// of correctly rounded sines and cosines, so the error grows as log n only, not as n, as with a
/// recurrence (Schatzman 1996).
public enum Fourier {
  /// Replaces x by X with X_k = Σ_j x_j exp(∓2πi jk/n); neither direction divides by n.
  ///
  /// - Precondition: both parts have the same length, a power of two.
  public static func transform(
    real: inout [Double], imaginary: inout [Double], inverse: Bool = false
  ) {
    let n = real.count
    precondition(imaginary.count == n && n > 0 && n & (n - 1) == 0, "a power of two")
    let twiddles = Twiddles(length: n, sign: inverse ? 1 : -1)
    real.withUnsafeMutableBufferPointer { re in
      imaginary.withUnsafeMutableBufferPointer { im in
        reverseBits(re, im)
        var half = 1
        while half < n {
          butterflies(re, im, half: half, twiddles)
          half *= 2
        }
      }
    }
  }

  /// The factors exp(±2πi k/n) for k below n/2.
  private struct Twiddles {
    let cosines: [Double]
    let sines: [Double]

    init(length n: Int, sign: Double) {
      let angles = (0..<n / 2).map { 2 * Double.pi * (Double($0) / Double(n)) }
      cosines = angles.map { Double.cos($0) }
      sines = angles.map { sign * Double.sin($0) }
    }
  }

  private static func reverseBits(
    _ re: UnsafeMutableBufferPointer<Double>, _ im: UnsafeMutableBufferPointer<Double>
  ) {
    var j = 0
    for i in 0..<re.count {
      if i < j {
        re.swapAt(i, j)
        im.swapAt(i, j)
      }
      var bit = re.count >> 1
      while bit > 0, j & bit != 0 {
        j ^= bit
        bit >>= 1
      }
      j |= bit
    }
  }

  /// Joins transforms of length `half` into transforms of twice the length.
  private static func butterflies(
    _ re: UnsafeMutableBufferPointer<Double>, _ im: UnsafeMutableBufferPointer<Double>,
    half: Int, _ twiddles: Twiddles
  ) {
    let stride = re.count / (2 * half)
    twiddles.cosines.withUnsafeBufferPointer { cosines in
      twiddles.sines.withUnsafeBufferPointer { sines in
        var start = 0
        while start < re.count {
          for k in 0..<half {
            let (c, s) = (cosines[k * stride], sines[k * stride])
            let (a, b) = (start + k, start + k + half)
            let x = re[b] * c - im[b] * s
            let y = re[b] * s + im[b] * c
            (re[b], im[b]) = (re[a] - x, im[a] - y)
            (re[a], im[a]) = (re[a] + x, im[a] + y)
          }
          start += 2 * half
        }
      }
    }
  }
}

/// A complex number, as generating functions of counts need it.
public struct ComplexNumber: Hashable, Sendable {
  /// The real part.
  public var real: Double
  /// The imaginary part.
  public var imaginary: Double

  /// Makes the number of its two parts.
  public init(_ real: Double, _ imaginary: Double = 0) {
    self.real = real
    self.imaginary = imaginary
  }

  /// The sum.
  public static func + (a: Self, b: Self) -> Self {
    Self(a.real + b.real, a.imaginary + b.imaginary)
  }

  /// The product.
  public static func * (a: Self, b: Self) -> Self {
    Self(
      a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
  }

  /// The multiple by a real number.
  public static func * (a: Double, b: Self) -> Self { Self(a * b.real, a * b.imaginary) }

  /// The exponential.
  public static func exp(_ z: Self) -> Self {
    let size = Double.exp(z.real)
    return Self(size * Double.cos(z.imaginary), size * Double.sin(z.imaginary))
  }

  /// The principal logarithm of 1 + z, precise for small z.
  public static func log(onePlus z: Self) -> Self {
    // |1 + z|² − 1 without the cancellation of forming it.
    let excess = z.real * (2 + z.real) + z.imaginary * z.imaginary
    return Self(
      0.5 * Double.log(onePlus: excess), Double.atan2(y: z.imaginary, x: 1 + z.real))
  }
}
