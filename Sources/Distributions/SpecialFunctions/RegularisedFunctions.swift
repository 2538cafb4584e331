/// P(a, x), the lower regularised incomplete gamma function (DLMF 8.2.4).
///
/// NaN unless shape > 0 and x ≥ 0. Relative error about 1e-14, growing with the logarithm of
/// the result in far tails.
public func regularisedGammaP(shape: Double, _ x: Double) -> Double {
  guard shape > 0, shape.isFinite, x >= 0 else { return .nan }
  return IncompleteGamma(shape: shape).tails(x).lower
}

/// Q(a, x) = 1 − P(a, x), computed directly.
///
/// NaN unless shape > 0 and x ≥ 0.
public func regularisedGammaQ(shape: Double, _ x: Double) -> Double {
  guard shape > 0, shape.isFinite, x >= 0 else { return .nan }
  return IncompleteGamma(shape: shape).tails(x).upper
}

/// The x with P(a, x) = p.
///
/// NaN unless shape > 0 and p lies in [0, 1].
public func inverseRegularisedGammaP(shape: Double, _ p: Double) -> Double {
  guard shape > 0, shape.isFinite, p >= 0, p <= 1 else { return .nan }
  guard p > 0, p < 1 else { return p == 0 ? 0 : .infinity }
  return IncompleteGamma(shape: shape).inverseLower(p)
}

/// The x with Q(a, x) = q.
///
/// NaN unless shape > 0 and q lies in [0, 1].
public func inverseRegularisedGammaQ(shape: Double, _ q: Double) -> Double {
  guard shape > 0, shape.isFinite, q >= 0, q <= 1 else { return .nan }
  guard q > 0, q < 1 else { return q == 0 ? .infinity : 0 }
  return IncompleteGamma(shape: shape).inverseUpper(q)
}

/// I_x(a, b), the regularised incomplete beta function (DLMF 8.17.2).
///
/// NaN unless both shapes are > 0 and x lies in [0, 1]. Relative error about 1e-14, growing
/// with the logarithm of the result in far tails.
public func regularisedBeta(alpha: Double, beta: Double, _ x: Double) -> Double {
  guard validShapes(alpha, beta), x >= 0, x <= 1 else { return .nan }
  return IncompleteBeta(alpha: alpha, beta: beta).tails(x, 1 - x).lower
}

/// 1 − I_x(a, b), computed directly.
///
/// NaN unless both shapes are > 0 and x lies in [0, 1].
public func regularisedBetaComplement(alpha: Double, beta: Double, _ x: Double) -> Double {
  guard validShapes(alpha, beta), x >= 0, x <= 1 else { return .nan }
  return IncompleteBeta(alpha: alpha, beta: beta).tails(x, 1 - x).upper
}

/// The x with I_x(a, b) = p.
///
/// NaN unless both shapes are > 0 and p lies in [0, 1].
public func inverseRegularisedBeta(alpha: Double, beta: Double, _ p: Double) -> Double {
  guard validShapes(alpha, beta), p >= 0, p <= 1 else { return .nan }
  guard p > 0, p < 1 else { return p }
  return IncompleteBeta(alpha: alpha, beta: beta).inverseLower(p).x
}

/// The x with 1 − I_x(a, b) = q.
///
/// NaN unless both shapes are > 0 and q lies in [0, 1].
public func inverseRegularisedBetaComplement(alpha: Double, beta: Double, _ q: Double) -> Double {
  guard validShapes(alpha, beta), q >= 0, q <= 1 else { return .nan }
  guard q > 0, q < 1 else { return 1 - q }
  return IncompleteBeta(alpha: alpha, beta: beta).inverseUpper(q).x
}

private func validShapes(_ alpha: Double, _ beta: Double) -> Bool {
  alpha > 0 && beta > 0 && alpha.isFinite && beta.isFinite
}
