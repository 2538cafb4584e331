/// What must work for a product or process to be available (`MODELS.md` 5.7).
///
/// Components are indices; one may stand in several places. Series is "all of", parallel "one of".
public indirect enum Structure: Hashable, Sendable {
  /// One component works.
  case component(Int)
  /// At least a number, 1…count, of the parts work.
  case atLeast(Int, of: [Structure])

  /// All parts are needed.
  public static func series(_ parts: [Structure]) -> Structure { .atLeast(parts.count, of: parts) }

  /// One part is enough.
  public static func parallel(_ parts: [Structure]) -> Structure { .atLeast(1, of: parts) }

  /// The components in the order of first appearance.
  public var components: [Int] {
    var found: [Int] = []
    var seen: Set<Int> = []
    visit { if seen.insert($0).inserted { found.append($0) } }
    return found
  }

  /// How many times components stand in the structure.
  public var occurrences: Int {
    var count = 0
    visit { _ in count += 1 }
    return count
  }

  private func visit(_ body: (Int) -> Void) {
    switch self {
    case .component(let index): body(index)
    case .atLeast(_, let parts): for part in parts { part.visit(body) }
    }
  }

  /// Whether the structure works when just the components work for which `works` says so.
  public func isUp(_ works: (Int) -> Bool) -> Bool {
    switch self {
    case .component(let index): works(index)
    case .atLeast(let needed, let parts):
      parts.reduce(0) { $0 + ($1.isUp(works) ? 1 : 0) } >= needed
    }
  }
}
