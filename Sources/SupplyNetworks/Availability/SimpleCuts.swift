/// Failed minimal cuts of a structure in which every component stands once.
///
/// A minimal cut of "k of n parts" takes minimal cuts of n − k + 1 parts. So a cut with a component
/// has failed where such a cut of its part has and at least n − k of the other parts are down.
struct SimpleCuts {
  /// For each variable the probability that a minimal cut with it has failed.
  private(set) var probabilities: [Double]
  private let variables: [Int: Int32]
  private let down: [Double]

  /// Nil where a component stands more than once.
  init?(_ structure: Structure, variables: [Int: Int32], down: [Double]) {
    guard structure.occurrences == down.count else { return nil }
    probabilities = Array(repeating: 0, count: down.count)
    self.variables = variables
    self.down = down
    for (variable, value) in spread(structure, factor: 1) { probabilities[variable] = value }
  }

  /// The probabilities for the components of a part, where `factor` is the probability that all
  /// else that their cuts need has failed.
  private func spread(_ structure: Structure, factor: Double) -> [(Int, Double)] {
    switch structure {
    case .component(let index):
      let variable = Int(variables[index] ?? 0)
      return [(variable, factor * down[variable])]
    case .atLeast(let needed, let parts):
      let failures = parts.map(failure)
      return parts.indices.flatMap { place in
        var others = failures
        others.remove(at: place)
        return spread(
          parts[place], factor: factor * atLeast(parts.count - needed, of: others))
      }
    }
  }

  private func failure(of structure: Structure) -> Double {
    switch structure {
    case .component(let index): down[Int(variables[index] ?? 0)]
    case .atLeast(let needed, let parts):
      atLeast(parts.count - needed + 1, of: parts.map(failure))
    }
  }

  /// The probability of at least `count` of independent events.
  private func atLeast(_ count: Int, of events: [Double]) -> Double {
    if count == events.count { return events.reduce(1, *) }
    var reached = [Double](repeating: 0, count: count + 1)
    reached[0] = 1
    for event in events {
      for k in stride(from: count, to: 0, by: -1) {
        reached[k] = event * reached[k - 1] + (1 - event) * reached[k]
      }
    }
    return reached[count]
  }
}
