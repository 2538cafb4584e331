/// Branch and bound over binary choices with cuts added in every node: outer approximation in one
/// tree (Duran and Grossmann 1986; Quesada and Grossmann 1992).
///
/// Nodes are taken by least bound. A point of choices that was visited is left out by a row of its
/// own, so that a finished search has seen every point within the cutoff.
public struct CutSearch {
  /// How a search ended.
  public struct Outcome: Sendable {
    /// Nodes solved.
    public var nodes = 0
    /// Linear programs solved.
    public var solves = 0
    /// Cuts added.
    public var cuts = 0
    /// Points visited.
    public var visited = 0
    /// Whether every node was closed.
    public var isComplete = true
    /// No point that was not visited has a smaller value.
    public var bound = Double.infinity
    /// The bound of the first node.
    public var rootBound = -Double.infinity

    /// Nothing searched, nothing open.
    public init() {}
  }

  private struct Node {
    var bound: Double
    var number: Int
    /// −1 open, else the value of each choice.
    var fixed: [Int8]
  }

  /// Linear programs after which the search gives up.
  public var solveLimit: Int
  /// The part of the cutoff by which bounds may lie below it when the search stops.
  public var gap: Double

  /// Makes a search.
  public init(solveLimit: Int = .max, gap: Double = 0) {
    self.solveLimit = solveLimit
    self.gap = gap
  }

  /// Searches; the program must hold all rows that every point keeps, and no others.
  public func run<Oracle: CutOracle>(
    _ program: GrowingProgram, _ oracle: inout Oracle
  ) -> Outcome {
    var tree = Tree(program: program, oracle: oracle, solveLimit: solveLimit, gap: gap)
    tree.run()
    oracle = tree.oracle
    return tree.outcome
  }

  private struct Tree<Oracle: CutOracle> {
    let program: GrowingProgram
    var oracle: Oracle
    let solveLimit: Int
    let gap: Double
    var outcome = Outcome()
    private var heap: [Node] = []
    private var count = 0
    private let baseLower: [Double]
    private let baseUpper: [Double]

    /// Rounds of cuts in the first node and in others.
    private static var rounds: (first: Int, other: Int) { (60, 12) }

    init(program: GrowingProgram, oracle: Oracle, solveLimit: Int, gap: Double) {
      self.program = program
      self.oracle = oracle
      self.solveLimit = solveLimit
      self.gap = gap
      baseLower = program.lower
      baseUpper = program.upper
    }

    mutating func run() {
      let start = program.solves
      push(-.infinity, [Int8](repeating: -1, count: oracle.binaryCount))
      while let node = pop() {
        if node.bound > oracle.cutoff { continue }
        guard program.solves - start < solveLimit, !oracle.isExhausted, !isNearEnough(node) else {
          outcome.isComplete = false
          outcome.bound = node.bound
          break
        }
        process(node)
        if outcome.nodes % 5 == 0 { program.dropIdle(for: 20) }
      }
      outcome.solves = program.solves - start
    }

    /// Whether what is open cannot be much better than what is known.
    private func isNearEnough(_ node: Node) -> Bool {
      let cutoff = oracle.cutoff
      return gap > 0 && cutoff < .infinity && cutoff - node.bound <= gap * Swift.abs(cutoff)
    }

    // MARK: One node

    private mutating func process(_ node: Node) {
      outcome.nodes += 1
      var node = node
      let isFirst = outcome.nodes == 1
      var rounds = isFirst ? Self.rounds.first : Self.rounds.other
      while true {
        setBounds(node.fixed)
        let solution = program.solve()
        if solution.isInfeasible { return }
        node.bound = Swift.max(node.bound, solution.bound)
        if node.bound > oracle.cutoff { return }
        guard !solution.values.isEmpty else { return branchBlindly(node) }
        fixByReducedCost(&node, solution)
        let point = solution.values
        let found = oracle.cuts(at: point)
        program.add(found.cuts)
        outcome.cuts += found.cuts.count
        if isIntegral(point) {
          visit(point.prefix(oracle.binaryCount).map { $0 > 0.5 })
          continue
        }
        rounds -= 1
        if found.cuts.isEmpty || rounds <= 0 || isTightEnough(node, found.value, isFirst) {
          finish(node, point, isFirst)
          return
        }
      }
    }

    private mutating func finish(_ node: Node, _ point: [Double], _ isFirst: Bool) {
      if isFirst {
        outcome.rootBound = node.bound
        program.dropIdle(for: 3)
      }
      if isFirst || outcome.nodes % 16 == 0 { oracle.improve(point) }
      if node.bound > oracle.cutoff { return }
      branch(node, point)
    }

    /// Whether further cuts could close little of what is open.
    private func isTightEnough(_ node: Node, _ value: Double, _ isFirst: Bool) -> Bool {
      guard oracle.cutoff < .infinity, value < oracle.cutoff else { return false }
      return value - node.bound < (isFirst ? 0.02 : 0.4) * (oracle.cutoff - node.bound)
    }

    private mutating func visit(_ point: [Bool]) {
      outcome.visited += 1
      let cuts = oracle.visit(point)
      outcome.cuts += cuts.count
      program.add(cuts)
      program.add([.leavingOut(point)], permanently: true)
    }

    private func isIntegral(_ point: [Double]) -> Bool {
      (0..<oracle.binaryCount).allSatisfy { Swift.min(point[$0], 1 - point[$0]) < 1e-7 }
    }

    private func setBounds(_ fixed: [Int8]) {
      for column in fixed.indices {
        program.lower[column] = fixed[column] == 1 ? 1 : baseLower[column]
        program.upper[column] = fixed[column] == 0 ? 0 : baseUpper[column]
      }
    }

    /// A choice whose other value would lift the bound above the cutoff is made for good below here.
    private mutating func fixByReducedCost(_ node: inout Node, _ solution: GrowingProgram.Solution)
    {
      let room = oracle.cutoff - solution.bound
      guard room < .infinity else { return }
      for column in 0..<oracle.binaryCount where node.fixed[column] < 0 {
        let cost = solution.reducedCosts[column]
        if cost > room { node.fixed[column] = 0 } else if -cost > room { node.fixed[column] = 1 }
      }
    }

    // MARK: Branching

    private mutating func branch(_ node: Node, _ point: [Double]) {
      let weights = oracle.weights(point)
      var best = -1
      var most = 0.0
      for column in 0..<oracle.binaryCount where node.fixed[column] < 0 {
        let part = Swift.min(point[column], 1 - point[column])
        let score = part * (weights[column] + 1e-9)
        if part > 1e-7, score > most { (best, most) = (column, score) }
      }
      guard best >= 0 else { return branchBlindly(node) }
      split(node, best)
    }

    /// Without a point to go by the first open choice is split; where all are made, it is visited.
    private mutating func branchBlindly(_ node: Node) {
      guard let column = node.fixed.firstIndex(of: -1) else {
        visit(node.fixed.map { $0 == 1 })
        return
      }
      split(node, column)
    }

    private mutating func split(_ node: Node, _ column: Int) {
      for value: Int8 in [1, 0] {
        var fixed = node.fixed
        fixed[column] = value
        push(node.bound, fixed)
      }
    }

    // MARK: Heap by least bound, then by age

    private mutating func push(_ bound: Double, _ fixed: [Int8]) {
      heap.append(Node(bound: bound, number: count, fixed: fixed))
      count += 1
      var child = heap.count - 1
      while child > 0, comes(heap[child], before: heap[(child - 1) / 2]) {
        heap.swapAt(child, (child - 1) / 2)
        child = (child - 1) / 2
      }
    }

    private mutating func pop() -> Node? {
      guard let first = heap.first else { return nil }
      let last = heap.removeLast()
      guard !heap.isEmpty else { return first }
      heap[0] = last
      var parent = 0
      while true {
        var child = 2 * parent + 1
        guard child < heap.count else { break }
        if child + 1 < heap.count, comes(heap[child + 1], before: heap[child]) { child += 1 }
        guard comes(heap[child], before: heap[parent]) else { break }
        heap.swapAt(child, parent)
        parent = child
      }
      return first
    }

    private func comes(_ a: Node, before b: Node) -> Bool {
      (a.bound, a.number) < (b.bound, b.number)
    }
  }
}
