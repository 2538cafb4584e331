internal import Distributions
internal import RiskModel

/// What a portfolio makes of the network's dependencies.
///
/// A change by a law is drawn once a trial, so that every year has a network of its own; between
/// years the network is the one with each draw at its mean.
struct NetworkChange: Sendable {
  /// Second sources.
  var added: [Dependency] = []
  private var rows: [Int: [Effect.Quantity: Change]] = [:]

  /// Sets come first, then factors, then sums; nil stands for no substitute.
  private struct Change {
    var value: TreatmentDraw?
    var rest = QuantityChange()

    var draws: [TreatmentDraw] { (value.map { [$0] } ?? []) + rest.factors + rest.sums }

    func of(_ old: Double?, in year: UInt32?) -> Double? {
      guard let start = value.map({ $0.value(in: year) }) ?? old else { return nil }
      let scaled = rest.factors.reduce(start) { $0 * $1.value(in: year) }
      return Swift.max(0, rest.sums.reduce(scaled) { $0 + $1.value(in: year) })
    }

    /// Whether no draw makes 0 of a number above it.
    var staysPositive: Bool {
      let sums = rest.sums.allSatisfy { $0.sampler.law.support.lowerBound >= 0 }
      return sums && (rest.factors + (value.map { [$0] } ?? [])).allSatisfy { $0.isPositive }
    }
  }

  /// What an effect does with its number.
  enum Step {
    case set
    case multiply
    case add
  }

  /// Takes in an effect on some rows of the register.
  mutating func add(
    _ step: Step, _ draw: TreatmentDraw, _ quantity: Effect.Quantity, _ positions: [Int]
  ) {
    for row in positions {
      var change = rows[row, default: [:]][quantity] ?? Change()
      switch step {
      case .set: change.value = draw
      case .multiply: change.rest.factors.append(draw)
      case .add: change.rest.sums.append(draw)
      }
      rows[row, default: [:]][quantity] = change
    }
  }

  /// Whether anything changes.
  var isEmpty: Bool { added.isEmpty && rows.isEmpty }

  /// Rows that change by a law.
  var uncertainRows: [Int] {
    rows.filter { $0.value.values.contains { $0.draws.contains { $0.sampler.constant == nil } } }
      .keys.sorted()
  }

  /// An input of which a year could be left without any source; nil where none is.
  func exhaustible(in network: Network) -> Dependency.InputKey? {
    let all = network.dependencies
    let keys = uncertainRows.filter { rows[$0]?[.share] != nil }.map { all[$0].inputKey }
    return keys.first { key in
      !added.contains { $0.inputKey == key && $0.share > 0 }
        && !all.indices.contains {
          all[$0].inputKey == key && all[$0].share > 0 && rows[$0]?[.share]?.staysPositive ?? true
        }
    }
  }

  /// Writes the changes into a network; shares of an input that is touched are brought back to 1.
  ///
  /// - Parameter year: The number under which a trial draws its uncertain inputs; nil for means.
  func apply(to network: inout Network?, in year: UInt32? = nil) -> SimulationError.Problem? {
    guard !isEmpty, network != nil else { return nil }
    for (row, changes) in rows {
      network?.dependencies[row].apply { quantity, old in
        changes[quantity].map { $0.of(old, in: year) } ?? old
      }
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
    // A source without a share feeds nothing.
    let inputs = Set(touched)
    network?.dependencies.removeAll { $0.share == 0 && inputs.contains($0.inputKey) }
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
