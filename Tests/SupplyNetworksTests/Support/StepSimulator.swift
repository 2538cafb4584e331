import RiskModel

/// An independent solution of the model by small time steps, straight from the equations in y.
///
/// It shares no code with the module: it works on the register, solves by plain iteration over the
/// whole network, and knows no breakpoints. Its error is of the order of the step, except where a
/// stock and a switch end within one step of each other.
struct StepSimulator {
  /// A way in which the oracle can be made wrong, to show that the comparison would notice.
  enum Defect: CaseIterable {
    case none
    case ignoresStocks
    case ignoresSwitches
    case addsInputs
    case refillsStocks
    case clockStartsAtZero
    case forgetsCriticality
  }

  let register: Register
  var step: Double
  var defect = Defect.none

  private struct Input {
    var target: Int
    var rows: [Dependency]
    var sources: [Int]
    var stock: Double
  }

  /// Lost days by process id of an outage that lasts until `end`.
  func lostDays(_ shocks: [String: Double], until end: Double) -> [String: Double] {
    let ids = register.suppliers + register.processes.map(\.id)
    let capability = ids.map { 1 - (shocks[$0] ?? 0) }
    var inputs = self.inputs(ids)
    let full = inputs.map(\.stock)
    var firstShort = ids.map { _ in Double.infinity }
    if defect == .clockStartsAtZero { firstShort = ids.map { _ in 0 } }
    var lost = ids.map { _ in 0.0 }
    var output = capability
    var state: [Bool] = []
    for step in 0..<Int((end / self.step).rounded()) {
      let time = Double(step) * self.step
      let newState = self.state(inputs, firstShort, time)
      if newState != state {
        state = newState
        output = solve(inputs, capability, firstShort, time)
      }
      for node in ids.indices {
        if output[node] < 1 - 1e-12 { firstShort[node] = min(firstShort[node], time) }
        lost[node] += (1 - output[node]) * self.step
      }
      for g in inputs.indices {
        let short = shortage(inputs[g], output, firstShort, time, byCriticality: false)
        inputs[g].stock -= short * self.step
        if short == 0, defect == .refillsStocks { inputs[g].stock = full[g] }
      }
    }
    return Dictionary(uniqueKeysWithValues: zip(ids, lost))
  }

  private func inputs(_ ids: [String]) -> [Input] {
    let groups = Dictionary(grouping: register.rows) { $0.target + "/" + $0.input }
    return groups.sorted { $0.key < $1.key }.map { _, rows in
      var days = rows.map { $0.share * $0.bufferDays }.reduce(0, +)
      if defect == .ignoresStocks { days = 0 }
      let nodes = rows.map { row in ids.firstIndex(of: row.source) ?? 0 }
      let target = ids.firstIndex(of: rows[0].target) ?? 0
      return Input(target: target, rows: rows, sources: nodes, stock: days)
    }
  }

  private func isSwitched(
    _ row: Dependency, _ source: Int, _ firstShort: [Double], _ time: Double
  ) -> Bool {
    guard let days = row.switchDays, defect != .ignoresSwitches else { return false }
    return time >= firstShort[source] + days - 1e-9
  }

  /// Everything that the solution depends on: which stocks are gone, which rows are switched.
  private func state(_ inputs: [Input], _ firstShort: [Double], _ time: Double) -> [Bool] {
    var state: [Bool] = []
    for input in inputs {
      state.append(input.stock > 1e-9)
      for (row, source) in zip(input.rows, input.sources) where row.switchDays != nil {
        state.append(isSwitched(row, source, firstShort, time))
      }
    }
    return state
  }

  private func shortage(
    _ input: Input, _ output: [Double], _ firstShort: [Double], _ time: Double,
    byCriticality: Bool
  ) -> Double {
    var sum = 0.0
    for (row, source) in zip(input.rows, input.sources)
    where !isSwitched(row, source, firstShort, time) {
      let weight = byCriticality && defect != .forgetsCriticality ? row.criticality : 1
      sum += row.share * weight * (1 - output[source])
    }
    return sum
  }

  private func solve(
    _ inputs: [Input], _ capability: [Double], _ firstShort: [Double], _ time: Double
  ) -> [Double] {
    var output = capability
    for _ in 0..<200_000 {
      var worst = output.map { _ in 0.0 }
      for input in inputs where input.stock <= 1e-9 {
        let felt = shortage(input, output, firstShort, time, byCriticality: true)
        let old = worst[input.target]
        worst[input.target] = defect == .addsInputs ? min(1, old + felt) : max(old, felt)
      }
      let next = output.indices.map { capability[$0] * (1 - worst[$0]) }
      let change = zip(next, output).map { abs($0 - $1) }.max() ?? 0
      output = next
      if change < 1e-14 { break }
    }
    return output
  }
}
