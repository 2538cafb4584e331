// Each check is one comparison that a NaN fails, then one for infinity.

func requireFinite(_ value: Double, _ parameter: String) throws(ParameterError) {
  guard value.isFinite else {
    throw ParameterError(parameter: parameter, value: value, requirement: "a finite number")
  }
}

func requirePositive(_ value: Double, _ parameter: String) throws(ParameterError) {
  guard value > 0, value.isFinite else {
    throw ParameterError(parameter: parameter, value: value, requirement: "a finite number above 0")
  }
}

func requireProbability(_ value: Double, _ parameter: String) throws(ParameterError) {
  guard value >= 0, value <= 1 else {
    throw ParameterError(parameter: parameter, value: value, requirement: "a number from 0 to 1")
  }
}

func requireInnerProbability(_ value: Double, _ parameter: String) throws(ParameterError) {
  guard value > 0, value < 1 else {
    throw ParameterError(
      parameter: parameter, value: value, requirement: "a number between 0 and 1, both excluded")
  }
}

/// Checks that an upper end lies above a lower one and that their difference can be formed.
func requireOrdered(
  _ lower: Double, _ lowerName: String, _ upper: Double, _ upperName: String
) throws(ParameterError) {
  try requireFinite(lower, lowerName)
  try requireFinite(upper, upperName)
  guard upper > lower, (upper - lower).isFinite else {
    throw ParameterError(
      parameter: upperName, value: upper, requirement: "a number above \(lowerName) \(lower)")
  }
}
