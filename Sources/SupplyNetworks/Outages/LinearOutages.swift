internal import LinearAlgebra
internal import RiskModel
internal import Sampling

/// The static and the dynamic inoperability of a study's network, priced by their adjoints.
///
/// a*_ij = δ Σ over the inputs of i of criticality × share of j, c*_j the severity of j's shock
/// (`MODELS.md` 5.1, 5.2 and 5.4). One solve (I − A*)ᵀ y_p = e_p for each process p prices every
/// struck set by a sum over the struck nodes, q_p = Σ_j y_pj c*_j, and only q_p has to be limited.
///
/// - Static: a process loses min(1, q_p) a day as long as the outage lasts.
/// - Dynamic: q(0) = c* fades as exp(−K (I − A*) t) c* with K = −ln λ / D for an outage of D days
///   (a*_ii = 0 in a study), so that a struck node alone is back to the part λ after D days. Over
///   all time a process loses D / −ln λ · q_p days, less what a loss above 1 would count too much.
///
/// Both are proportional to the duration of the outage.
struct LinearOutages: Sendable {
  let matrix: SparseMatrix
  /// y, nodes by process slots: what one unit of shock at a node costs a process over all time.
  private let prices: SparseMatrix
  private let solver: LinearSolver
  /// −ln λ of the dynamic model; nil for the static one.
  let decay: Double?
  /// Whether no loss of a fading outage can exceed 1: no row of A* sums to more than 1.
  private let staysBelowOne: Bool
  private let supplierCount: Int

  init(
    _ network: BufferedNetwork, settings: PropagationSettings, isDynamic: Bool
  ) throws(LinearNetworkError) {
    matrix = Self.matrix(of: network, dependency: settings.dependency)
    supplierCount = network.supplierCount
    let radius = try MatrixRadius.belowOne(matrix)
    solver = try LinearSolver(
      matrix,
      method: .cheaper(for: matrix, radius: radius.value, scenarios: network.processCount),
      tolerance: Self.tolerance)
    prices = try Self.prices(matrix, network, radius: radius.value)
    staysBelowOne = matrix.rowSums.allSatisfy { $0 <= 1 }
    var decay = 0.0
    BlockKernels.log([settings.remaining], count: 1, into: &decay)
    self.decay = isDynamic ? -decay : nil
  }

  private static let tolerance = 1e-12

  /// A*: the rows of the register by target, repeated entries added.
  private static func matrix(of network: BufferedNetwork, dependency: Double) -> SparseMatrix {
    var triplets: [SparseMatrix.Triplet] = []
    for input in 0..<network.inputCount {
      let rows = network.rowStart[input]..<network.rowStart[input + 1]
      let sum = rows.reduce(0) { $0 + network.dependencies[network.rowDependency[$1]].share }
      for row in rows {
        let record = network.dependencies[network.rowDependency[row]]
        triplets.append(
          .init(
            row: network.inputTarget[input], column: network.source[row],
            value: dependency * record.criticality * (record.share / sum)))
      }
    }
    return SparseMatrix(
      rows: network.nodeCount, columns: network.nodeCount,
      triplets: triplets.filter { $0.value > 0 })
  }

  private static func prices(
    _ matrix: SparseMatrix, _ network: BufferedNetwork, radius: Double
  ) throws(LinearNetworkError) -> SparseMatrix {
    let (nodes, processes) = (network.nodeCount, network.processCount)
    let adjoint = matrix.transposed
    let solver = try LinearSolver(
      adjoint, method: .cheaper(for: adjoint, radius: radius, scenarios: processes),
      tolerance: tolerance)
    var triplets: [SparseMatrix.Triplet] = []
    for block in solver.plan(processes) {
      var columns = [Double](repeating: 0, count: nodes * block.width)
      for (column, slot) in block.scenarios.enumerated() {
        columns[network.node(processSlot: slot) * block.width + column] = 1
      }
      let solution = try solver.solved(columns, block)
      for node in 0..<nodes {
        for (column, slot) in block.scenarios.enumerated() {
          let value = solution[node * block.width + column]
          if value > 0 { triplets.append(.init(row: node, column: slot, value: value)) }
        }
      }
    }
    return SparseMatrix(rows: nodes, columns: processes, triplets: triplets)
  }

  // MARK: Prices

  /// Days of output that each process loses in a day of outage, by slot; only those above 0.
  func lostShares(of shocks: [Shock]) -> [(slot: Int, lost: Double)] {
    let severities = strongest(shocks)
    var sums: [Int: Double] = [:]
    for (node, severity) in severities {
      for entry in prices.entries(ofRow: node) {
        sums[Int(prices.columnIndices[entry]), default: 0] += severity * prices.values[entry]
      }
    }
    let totals = sums.sorted { $0.key < $1.key }.map { (slot: $0.key, total: $0.value) }
    guard let decay else { return totals.map { ($0.slot, min(1, $0.total)) } }
    let isLimited = !staysBelowOne && totals.contains { $0.total > 1 }
    let excess = isLimited ? excesses(severities, totals) : [:]
    return totals.map { ($0.slot, ($0.total - (excess[$0.slot] ?? 0)) / decay) }
  }

  /// The severity of each struck node, by node; of several shocks the largest.
  private func strongest(_ shocks: [Shock]) -> [(node: Int, severity: Double)] {
    var severities: [Int: Double] = [:]
    for shock in shocks {
      severities[shock.node] = max(severities[shock.node] ?? 0, shock.severity)
    }
    return severities.sorted { $0.key < $1.key }.map { (node: $0.key, severity: $0.value) }
  }

  /// What each process would lose beyond everything.
  private func excesses(
    _ severities: [(node: Int, severity: Double)], _ totals: [(slot: Int, total: Double)]
  ) -> [Int: Double] {
    var left = totals.filter { $0.total > 1 }.map { (slot: $0.slot, rest: $0.total) }
    var terms = left.map { _ in [Double]() }
    var state = [Double](repeating: 0, count: matrix.rows)
    for (node, severity) in severities { state[node] = severity }
    var last = 0
    var number = 0
    while left.contains(where: { $0.rest > 1 }) || number < FadingLoss.termsNeeded(last: last) {
      for place in left.indices {
        let term = state[supplierCount + left[place].slot]
        terms[place].append(term)
        left[place].rest -= term
        if term > 1 { last = number }
      }
      number += 1
      state = matrix.multiplied(by: state)
      if !state.contains(where: { $0 > 0 }) { break }
    }
    return Dictionary(
      uniqueKeysWithValues: zip(left, terms).map { ($0.slot, FadingLoss(terms: $1).excess) })
  }

  // MARK: Paths

  /// Loss of every node while the outage lasts, limited to 1, of the static model.
  func losses(of shocks: [Shock]) -> [Double] {
    let block = solver.plan(1)[0]
    var columns = [Double](repeating: 0, count: matrix.rows * block.width)
    for (node, severity) in strongest(shocks) { columns[node * block.width] = severity }
    // Where sweeps end early the state they came to is shown; prices have their own check.
    let solution = (try? solver.solved(columns, block)) ?? columns
    return (0..<matrix.rows).map { min(1, max(0, solution[$0 * block.width])) }
  }

  /// Mean loss of every node over each stretch between times of a fading outage, limited to 1.
  ///
  /// - Parameter edges: −ln λ · t / D, ascending from 0.
  func meanLosses(of shocks: [Shock], edges: [Double]) -> [[Double]] {
    let weights = edges.map { PoissonWeights(mean: $0) }
    var integrals = edges.map { _ in [Double](repeating: 0, count: matrix.rows) }
    var state = [Double](repeating: 0, count: matrix.rows)
    for (node, severity) in strongest(shocks) { state[node] = severity }
    for number in 0..<(weights.map(\.end).max() ?? 0) {
      for edge in edges.indices {
        let tail = weights[edge].tail(number)
        guard tail > 0 else { continue }
        for node in state.indices { integrals[edge][node] += tail * state[node] }
      }
      state = matrix.multiplied(by: state)
    }
    return (1..<edges.count).map { edge in
      state.indices.map { node in
        let lost = integrals[edge][node] - integrals[edge - 1][node]
        return min(1, max(0, lost / (edges[edge] - edges[edge - 1])))
      }
    }
  }
}
