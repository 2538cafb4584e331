internal import LinearAlgebra
internal import RiskModel
internal import Sampling

extension StudyCompiler {
  struct Copulas {
    var blocks: [CopulaBlock] = []
    var slots: [String: LatentSlot] = [:]
    var distance: Double?
  }

  /// Factors each connected component of the correlation matrix by itself.
  mutating func compileCopulas() -> Copulas {
    guard let dependence = study.simulation.dependence else { return Copulas() }
    let correlations = CorrelationTable(dependence)
    var result = Copulas()
    for members in correlations.components() {
      let matrix = correlations.matrix(of: members)
      guard let factor = factor(matrix, members, dependence, &result.distance) else { continue }
      let block = result.blocks.count
      for (row, id) in members.enumerated() {
        result.slots[id] = LatentSlot(block: block, member: row)
      }
      var degrees: Double?
      if case .t(let nu) = dependence.family { degrees = nu }
      result.blocks.append(
        CopulaBlock(
          members: members, factor: factor,
          latentStreams: members.map { stream("latent", "risk/\($0)") },
          degreesOfFreedom: degrees, chiStream: stream("chi", "risk/\(members[0])")))
    }
    return result
  }

  private mutating func factor(
    _ matrix: DenseMatrix, _ members: [String], _ dependence: Dependence, _ distance: inout Double?
  ) -> Cholesky? {
    if let factor = try? Cholesky(of: matrix) { return factor }
    // The nearest matrix lies on the edge of the definite ones; the floor keeps it factorable.
    if dependence.repair,
      let nearest = try? nearestCorrelation(to: matrix, eigenvalueFloor: 1e-10),
      let factor = try? Cholesky(of: nearest.matrix)
    {
      distance = ((distance ?? 0) * (distance ?? 0) + nearest.distance * nearest.distance)
        .squareRoot()
      let rounded = (nearest.distance * 1_000).rounded() / 1_000
      notes.append(
        "the correlations of \(members.joined(separator: ", ")) were replaced by the nearest correlation matrix (Higham 2002), at a Frobenius distance of \(rounded)"
      )
      return factor
    }
    let clash = Self.clash(in: matrix, members)
    refuse(
      "simulation/dependence",
      "the correlation matrix of \(members.joined(separator: ", ")) is not positive definite: its smallest eigenvalue is \(clash.eigenvalue), and \(clash.pairs) clash",
      "Weaken those correlations, or ask for the nearest correlation matrix: repair: nearest")
    return nil
  }

  /// The smallest eigenvalue and the pairs that pull it down most: the largest products of the
  /// eigenvector's entries with the correlation between them.
  private static func clash(
    in matrix: DenseMatrix, _ members: [String]
  ) -> (eigenvalue: Double, pairs: String) {
    guard let eigen = try? SymmetricEigen(of: matrix) else { return (.nan, "all pairs") }
    let vector = (0..<members.count).map { eigen.vectors[0, $0] }
    var pairs: [(pull: Double, name: String)] = []
    for i in members.indices {
      for j in members.indices where j < i {
        pairs.append(
          (vector[i] * matrix[i, j] * vector[j], "\(members[j]) with \(members[i])"))
      }
    }
    let worst = pairs.filter { $0.pull < 0 }.sorted { $0.pull < $1.pull }.prefix(3)
    return (eigen.values[0], worst.map(\.name).joined(separator: ", "))
  }
}

/// Latent correlations by pair: groups first, pairs over them, 0 elsewhere.
private struct CorrelationTable {
  private var values: [String: [String: Double]] = [:]

  init(_ dependence: Dependence) {
    for group in dependence.groups {
      for (i, a) in group.members.enumerated() {
        for b in group.members[..<i] { set(a, b, group.correlation) }
      }
    }
    for pair in dependence.pairs { set(pair.first, pair.second, pair.correlation) }
  }

  private mutating func set(_ a: String, _ b: String, _ value: Double) {
    values[a, default: [:]][b] = value
    values[b, default: [:]][a] = value
  }

  /// Connected components of the graph of correlations that are not 0, each sorted, by first member.
  func components() -> [[String]] {
    var seen: Set<String> = []
    var components: [[String]] = []
    for start in values.keys.sorted() where !seen.contains(start) {
      var component: [String] = []
      var open = [start]
      seen.insert(start)
      while let node = open.popLast() {
        component.append(node)
        for (next, value) in values[node] ?? [:] where value != 0 && seen.insert(next).inserted {
          open.append(next)
        }
      }
      if component.count > 1 { components.append(component.sorted()) }
    }
    return components
  }

  func matrix(of members: [String]) -> DenseMatrix {
    var matrix = DenseMatrix.identity(members.count)
    for (i, a) in members.enumerated() {
      for (j, b) in members.enumerated() where i != j {
        matrix[i, j] = values[a]?[b] ?? 0
      }
    }
    return matrix
  }
}
