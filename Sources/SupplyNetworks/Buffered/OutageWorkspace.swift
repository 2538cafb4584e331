/// The scratch memory of buffered propagation: make one for each thread and reuse it.
///
/// A value: copies are independent, nothing is shared or global. An outage costs time in proportion
/// to the part of the network it reaches, not to the network: everything touched is listed and
/// reset afterwards. Memory is O(nodes + rows).
///
/// Where thousands of nodes form one cycle, each substitute that takes over inside it costs a new
/// solution of the part of the cycle behind it; stocks that are used up cost only their wave.
public struct OutageWorkspace: Sendable {
  /// The network whose outages are computed.
  public let network: BufferedNetwork

  // MARK: Nodes

  /// The severity of the shock, 0 where a node is not struck: 1 − ℓ.
  var severity: [Double]
  /// The lost part of output: x = 1 − y.
  var loss: [Double]
  var hasFallenShort: [Bool]
  /// Nodes whose severity or loss has been written, once each.
  var touchedNodes: [Int] = []
  var isNodeTouched: [Bool]
  /// Nodes whose loss changed since the last settlement, once each.
  var changedNodes: [Int] = []
  var isChanged: [Bool]

  // MARK: Inputs

  /// Whether the stock is gone, so that the target feels the shortage.
  var isUsedUp: [Bool]
  /// Days of full supply left at `drawnSince`; the stock falls at `drawRate` since then.
  var remaining: [Double]
  var drawRate: [Double]
  var drawnSince: [Double]
  /// Counts the drawdowns of an input, so that outdated breakpoints are known.
  var drawVersion: [Int]
  var touchedInputs: [Int] = []
  var isInputTouched: [Bool]
  /// Inputs whose shortage must be summed anew.
  var staleInputs: [Int] = []
  var isStale: [Bool]

  // MARK: Rows

  /// Whether a substitute has taken over.
  var isSwitched: [Bool]
  var switchedRows: [Int] = []

  // MARK: Work ahead

  var queue = EventQueue()
  var agenda = Agenda()
  /// Whether a node's loss must be computed anew.
  var isQueued: [Bool]
  /// Whether losses can only grow at this breakpoint, because no substitute came.
  var isRising = true
  /// How often a node of a large cycle was computed in this settlement, reset by `visitedNodes`.
  var visits: [Int]
  var visitedNodes: [Int] = []
  var cycles: CycleScratch
  var diagnostics = OutageDiagnostics()

  /// Allocates the memory for outages of a network.
  public init(_ network: BufferedNetwork) {
    self.network = network
    let (nodes, inputs) = (network.nodeCount, network.inputCount)
    severity = .init(repeating: 0, count: nodes)
    loss = .init(repeating: 0, count: nodes)
    hasFallenShort = .init(repeating: false, count: nodes)
    isNodeTouched = .init(repeating: false, count: nodes)
    isChanged = .init(repeating: false, count: nodes)
    isQueued = .init(repeating: false, count: nodes)
    visits = .init(repeating: 0, count: nodes)
    isUsedUp = network.stock.map { $0 == 0 }
    remaining = network.stock
    drawRate = .init(repeating: 0, count: inputs)
    drawnSince = .init(repeating: 0, count: inputs)
    drawVersion = .init(repeating: 0, count: inputs)
    isInputTouched = .init(repeating: false, count: inputs)
    isStale = .init(repeating: false, count: inputs)
    isSwitched = .init(repeating: false, count: network.source.count)
    cycles = CycleScratch(nodeCount: nodes)
  }

  /// Returns everything touched to the undisturbed state.
  mutating func reset() {
    for node in touchedNodes {
      severity[node] = 0
      loss[node] = 0
      hasFallenShort[node] = false
      isNodeTouched[node] = false
    }
    touchedNodes.removeAll(keepingCapacity: true)
    for input in touchedInputs {
      isUsedUp[input] = network.stock[input] == 0
      remaining[input] = network.stock[input]
      drawRate[input] = 0
      drawnSince[input] = 0
      drawVersion[input] = 0
      isInputTouched[input] = false
    }
    touchedInputs.removeAll(keepingCapacity: true)
    for row in switchedRows { isSwitched[row] = false }
    switchedRows.removeAll(keepingCapacity: true)
    queue.removeAll()
    diagnostics = OutageDiagnostics()
  }

  mutating func touch(node: Int) {
    guard !isNodeTouched[node] else { return }
    isNodeTouched[node] = true
    touchedNodes.append(node)
  }
}

/// How an outage was computed: what a reader needs to trust it.
public struct OutageDiagnostics: Hashable, Sendable {
  /// Times within the horizon at which something changed anywhere in the network, the start too.
  public internal(set) var breakpoints = 0
  /// Sweeps and linear solves in cycles, over all breakpoints; 0 where no cycle was reached.
  public internal(set) var iterations = 0
  /// The largest |F(x) − x| left in a cycle at any breakpoint; 0 where no cycle was reached.
  public internal(set) var residual = 0.0
}
