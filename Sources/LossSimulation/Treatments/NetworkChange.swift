internal import Distributions
internal import RiskModel

/// What a portfolio makes of the network's dependencies.
struct NetworkChange {
  /// Second sources.
  var added: [Dependency] = []
  private var rows: [Int: [Effect.Quantity: Change]] = [:]

  /// Sets come first, then factors, then sums; nil stands for no substitute.
  private struct Change {
    var value: Double?
    var factor = 1.0
    var sum = 0.0

    func of(_ old: Double?) -> Double? {
      (value ?? old).map { Swift.max(0, $0 * factor + sum) }
    }
  }

  /// Takes in an effect; a problem where it is uncertain, since propagation would then have to be
  /// computed anew in every year.
  mutating func add(
    _ operation: Effect.Operation, _ quantity: Effect.Quantity, _ positions: [Int],
    _ address: String
  ) -> SimulationError.Problem? {
    let written: RiskModel.Quantity
    switch operation {
    case .set(let value), .multiply(let value), .add(let value): written = value
    case .addDependency: return nil
    }
    guard let value = written.constant else {
      return .init(
        path: TreatedStudy.path(address),
        requirement:
          "an uncertain change of a dependency (`\(written.written)`) is not built yet, since the network would have to be propagated anew in every year",
        remedy: "Write a number, for example its mean \(written.law.mean)")
    }
    for row in positions {
      var change = rows[row, default: [:]][quantity] ?? Change()
      switch operation {
      case .set: change.value = value
      case .multiply: change.factor *= value
      default: change.sum += value
      }
      rows[row, default: [:]][quantity] = change
    }
    return nil
  }

  /// Whether anything changes.
  var isEmpty: Bool { added.isEmpty && rows.isEmpty }

  /// Writes the changes into a network; shares of an input that is touched are brought back to 1.
  func apply(to network: inout Network?) -> SimulationError.Problem? {
    guard !isEmpty, network != nil else { return nil }
    for (row, changes) in rows {
      network?.dependencies[row].apply { quantity, old in changes[quantity]?.of(old) ?? old }
    }
    let touched =
      added.map(\.inputKey)
      + rows.filter { $0.value[.share] != nil }.compactMap { row, _ in
        network?.dependencies[row].inputKey
      }
    network?.dependencies += added
    for key in Set(touched) {
      if let problem = rescale(key, in: &network) { return problem }
    }
    return nil
  }

  private func rescale(
    _ key: Dependency.InputKey, in network: inout Network?
  ) -> SimulationError.Problem? {
    guard let all = network?.dependencies else { return nil }
    let members = all.indices.filter { all[$0].inputKey == key }
    let total = members.reduce(0) { $0 + all[$1].share }
    guard total > 0 else {
      return .init(
        path: "treatments",
        requirement: "no share of `\(key.input)` for `\(key.target)` is left",
        remedy: "Leave a source with a share above 0")
    }
    for row in members { network?.dependencies[row].share = all[row].share / total }
    return nil
  }
}

extension Dependency {
  /// An input of a target: its sources share it.
  struct InputKey: Hashable {
    let target: String
    let input: String
  }

  var inputKey: InputKey { InputKey(target: target, input: input) }

  fileprivate mutating func apply(_ change: (Effect.Quantity, Double?) -> Double?) {
    bufferDays = change(.bufferDays, bufferDays) ?? bufferDays
    switchDays = change(.switchDays, switchDays)
    criticality = Swift.min(1, change(.criticality, criticality) ?? criticality)
    share = change(.share, share) ?? share
  }
}
