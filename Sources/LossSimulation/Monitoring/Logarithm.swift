internal import Sampling

/// The natural logarithm; −∞ at 0, as the kernel, which takes normal numbers alone, does not say.
func logarithm(_ x: Double) -> Double {
  x > 0 ? KernelReference.log(x) : -.infinity
}
