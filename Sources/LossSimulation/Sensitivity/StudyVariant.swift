internal import RiskModel

/// A study with some of its inputs or controls held, simulated on the same trials as others.
struct StudyVariant: Sendable {
  /// Inputs that are held.
  var substitution: InputSubstitution?
  /// Controls taken to be always out (true) or never (false), by position.
  var forced: [Int: Bool] = [:]
  /// A control whose insurance layer pays nothing, by position.
  var withoutShareOf: Int?

  /// Nothing held.
  static let asStated = StudyVariant()

  /// Some inputs at stated uniforms, by stream.
  static func holding(_ fixed: [UInt64: Double]) -> StudyVariant {
    StudyVariant(substitution: InputSubstitution(fixed: fixed))
  }
}

extension CompiledStudy {
  /// The same study with independent trials whose inputs are drawn afresh: the first `trials` of a
  /// plain run with the same seed.
  func withIndependentTrials(_ trials: Int) -> CompiledStudy {
    var copy = self
    copy.settings.method = .monteCarlo
    copy.settings.parameterUncertainty = .pooled
    copy.settings.trials = trials
    copy.settings.stopWhen = nil
    copy.design = nil
    copy.simulatesInherent = false
    return copy
  }

  /// The same study with `inner` years for each of `outer` draws of the inputs.
  func withInnerYears(_ inner: Int, outer: Int) -> CompiledStudy {
    var copy = withIndependentTrials(inner * outer)
    copy.settings.parameterUncertainty = .nested
    copy.settings.outerDraws = outer
    return copy
  }

  /// The same study where the layer of one control pays nothing.
  ///
  /// - Parameter shares: the shares of all controls, in the order of their ids.
  func withoutLayer(of control: Int, shares: [Share?]) -> CompiledStudy {
    var copy = self
    guard let share = shares[control] else { return self }
    let position = shares[..<control].count { $0?.basis == share.basis }
    let nothing = { (layer: InsuranceLayer) in
      InsuranceLayer(
        attachment: layer.attachment, limit: 0, proportion: layer.proportion, rows: layer.rows)
    }
    switch share.basis {
    case .event: copy.eventLayers[position] = nothing(copy.eventLayers[position])
    case .year: copy.yearLayers[position] = nothing(copy.yearLayers[position])
    }
    return copy
  }
}
