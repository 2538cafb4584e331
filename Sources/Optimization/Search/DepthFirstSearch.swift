/// A tree of choices between no and yes, walked depth first and cut off by bounds.
///
/// The space holds the choices that are made and the best points so far; the search only decides
/// where to go. Values are minimised.
public protocol BinarySearchSpace {
  /// The number of choices, made in the order 0, 1, …
  var count: Int { get }
  /// Makes the next choice; false where no completion can be allowed, and then it is not made.
  mutating func choose(_ variable: Int, _ value: Bool) -> Bool
  /// Takes the last choice back.
  mutating func takeBack(_ variable: Int)
  /// No completion of the choices made has a smaller value.
  mutating func bound() -> Double
  /// Completions with a bound above are of no interest; falls as better points are found.
  var cutoff: Double { get }
  /// All choices are made: evaluates the point and keeps it where it is good.
  mutating func visit()
  /// The value that is tried first.
  func firstValue(of variable: Int) -> Bool
}

/// How a search ended.
public struct SearchOutcome: Hashable, Sendable {
  /// Choices that were made.
  public var nodes: Int
  /// Points that were evaluated.
  public var leaves: Int
  /// Branches that a bound has cut off.
  public var pruned: Int
  /// Whether every branch was visited or cut off.
  public var isComplete: Bool
  /// No point that was not visited has a smaller value; infinity after a complete search whose
  /// every branch was visited.
  public var leastOpenBound: Double
}

/// Exact search over a tree of choices.
///
/// Takes at most `nodeLimit` choices; a search that is cut short reports the least bound of what it
/// has not seen, so that the gap is proven all the same.
public struct DepthFirstSearch<Space: BinarySearchSpace> {
  private var space: Space
  private let nodeLimit: Int
  private var outcome = SearchOutcome(
    nodes: 0, leaves: 0, pruned: 0, isComplete: true, leastOpenBound: .infinity)

  private init(_ space: Space, nodeLimit: Int) {
    self.space = space
    self.nodeLimit = nodeLimit
  }

  /// Searches the whole space, and leaves in it what was found.
  public static func run(_ space: inout Space, nodeLimit: Int = .max) -> SearchOutcome {
    var search = Self(space, nodeLimit: nodeLimit)
    search.descend(0)
    space = search.space
    return search.outcome
  }

  private mutating func descend(_ depth: Int) {
    if depth == space.count {
      outcome.leaves += 1
      space.visit()
      return
    }
    let first = space.firstValue(of: depth)
    branch(depth, first)
    branch(depth, !first)
  }

  private mutating func branch(_ depth: Int, _ value: Bool) {
    guard space.choose(depth, value) else { return }
    outcome.nodes += 1
    let bound = space.bound()
    if bound > space.cutoff {
      outcome.pruned += 1
    } else if outcome.nodes > nodeLimit {
      outcome.isComplete = false
      outcome.leastOpenBound = Swift.min(outcome.leastOpenBound, bound)
    } else {
      descend(depth + 1)
    }
    space.takeBack(depth)
  }
}
