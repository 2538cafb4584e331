internal import Distributions
internal import Sampling

/// The windows in which controls are out, trial by trial of one block.
final class ControlTimeline {
  private struct Window {
    /// Over 365, so that it compares with an event's time.
    let start: Double
    let end: Double
  }

  /// Windows by control, then by trial of the block.
  private var windows: [[[Window]]]
  private let controls: [CompiledControl]
  private let width: Int
  /// What stands in for draws of uncertain rates of outages; nil in a run.
  var substitution: InputSubstitution?
  /// Controls that are taken to be always out (true) or never (false), by position.
  var forced: [Int: Bool] = [:]

  init(controls: [CompiledControl], width: Int) {
    self.controls = controls
    self.width = width
    windows = controls.map { control in
      control.canBeOut ? [[Window]](repeating: [], count: width) : []
    }
  }

  /// Draws the windows of controls' own outages and those that providers carried over.
  ///
  /// - Parameters:
  ///   - trials: numbers of the block's trials.
  ///   - parameters: numbers under which uncertain rates are drawn, one a trial.
  func draw(trials: UnsafePointer<UInt32>, parameters: UnsafePointer<UInt32>, count: Int) {
    for (c, control) in controls.enumerated() where control.canBeOut {
      for t in 0..<count {
        windows[c][t].removeAll(keepingCapacity: true)
        if let outages = control.outages {
          add(outages, to: c, slot: t, trials[t], parameters[t], alsoInYear: true)
        }
        for carried in control.providerCarryOver {
          add(carried, to: c, slot: t, trials[t], parameters[t], alsoInYear: false)
        }
      }
    }
  }

  private func add(
    _ process: OutageProcess, to control: Int, slot: Int, _ trial: UInt32, _ parameter: UInt32,
    alsoInYear: Bool
  ) {
    var rate = process.rate.constant
    if rate == nil {
      let u =
        substitution?.uniform(process.rateStream, parameter)
        ?? process.rateStream.uniforms(trial: parameter, draw: 0).0
      rate = Swift.max(0, process.rate.law.value(atUniform: u))
    }
    let mean = process.rateChange.value(rate ?? 0, parameter: parameter) * process.thinning
    let scale = process.daysChange.value(1, parameter: parameter)
    let (u, v) = process.countStream.uniforms(trial: trial, draw: 0)
    let carried = PoissonCount.invert(
      mean: mean * scale * process.remaining.meanDays / 365, uniform: v)
    for k in 0..<carried {
      let w = process.carriedStream.uniforms(trial: trial, draw: UInt32(truncatingIfNeeded: k)).0
      let left = scale * process.remaining.value(atUniform: w)
      windows[control][slot].append(Window(start: 0, end: left / 365))
    }
    guard alsoInYear else { return }
    for k in 0..<PoissonCount.invert(mean: mean, uniform: u) {
      let (start, w) = process.windowStream.uniforms(
        trial: trial, draw: UInt32(truncatingIfNeeded: k))
      let days = scale * Swift.max(0, process.days.law.value(atUniform: w))
      windows[control][slot].append(Window(start: start, end: start + days / 365))
    }
  }

  /// Takes in an outage of a supplier that provides controls.
  ///
  /// - Parameters:
  ///   - time: when it begins, over 365.
  ///   - days: how long it lasts.
  func addProviderOutage(supplier: Int, slot: Int, time: Double, days: Double) {
    for (c, control) in controls.enumerated() where control.provider == supplier {
      windows[c][slot].append(Window(start: time, end: time + days / 365))
    }
  }

  /// Whether a control is out at a time (over 365) of a trial.
  func isOut(_ control: Int, slot: Int, time: Double) -> Bool {
    if !forced.isEmpty, let isOut = forced[control] { return isOut }
    guard !windows[control].isEmpty else { return false }
    return windows[control][slot].contains { $0.start <= time && time < $0.end }
  }

  func canBeOut(_ control: Int) -> Bool { forced[control] ?? controls[control].canBeOut }
}
