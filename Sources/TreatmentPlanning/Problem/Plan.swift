/// A set of treatments: which of a problem's options are chosen, by their position.
public struct Plan: Hashable, Sendable {
  /// One entry an option.
  public var isChosen: [Bool]

  /// The plan that chooses nothing.
  public init(count: Int) { isChosen = [Bool](repeating: false, count: count) }

  /// A plan from its choices.
  public init(_ isChosen: [Bool]) { self.isChosen = isChosen }

  /// A plan from the positions of what it chooses; positions outside are passed over.
  public init(count: Int, choosing positions: some Sequence<Int>) {
    self.init(count: count)
    for position in positions where isChosen.indices.contains(position) {
      isChosen[position] = true
    }
  }

  /// Whether an option is chosen.
  public subscript(_ position: Int) -> Bool {
    get { isChosen[position] }
    set { isChosen[position] = newValue }
  }

  /// Positions of what is chosen, ascending.
  public var positions: [Int] { isChosen.indices.filter { isChosen[$0] } }

  /// How many options are chosen.
  public var size: Int { isChosen.reduce(0) { $1 ? $0 + 1 : $0 } }
}
