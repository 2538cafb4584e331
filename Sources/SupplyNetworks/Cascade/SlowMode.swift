/// The pattern in which losses of demand die out most slowly, and what it takes to remove it.
///
/// Upstream losses solve x = Λx outside the firms that are held at their own loss. Where the
/// network sells little outside itself, one pattern z of Λ shrinks by a factor near 1 a sweep and
/// all others much faster. After some sweeps the error is c z; with left weights w the amount
/// follows from one equation, wᵀ(b + Λ(x + cz) − (x + cz)) = 0 over the firms that are not held.
/// Any z and w are allowed: they change how fast the solution comes, never what it is.
struct SlowMode: Sendable {
  /// z: right pattern, largest entry 1, 0 in closed groups.
  let mode: FixedBuffer<Double>
  /// w: left weights, sum 1.
  let left: FixedBuffer<Double>
  /// wᵀ(I − Λ).
  let leftPull: FixedBuffer<Double>
  /// leftPull × z.
  let leftMode: FixedBuffer<Double>
  /// Whether there is such a pattern: a network without cycles has none.
  let exists: Bool

  private static let powerSteps = 40

  init(of structure: CascadeStructure) {
    let count = structure.firmCount
    let open = { (label: Int) in structure.closedGroups.groupOf[label] < 0 }
    var z = (0..<count).map { open($0) ? 1.0 : 0.0 }
    var w = z
    var lives = structure.isSubstochastic
    for _ in 0..<Self.powerSteps where lives {
      z = Self.scaled(Self.right(structure.demand, z, open), by: { $0.max() ?? 0 })
      w = Self.scaled(Self.left(structure.demand, w, open), by: { $0.reduce(0, +) })
      lives = z.contains { $0 > 0 } && w.contains { $0 > 0 }
    }
    let next = Self.left(structure.demand, w, open)
    let pull = zip(w, next).map { $0 - $1 }
    mode = FixedBuffer(z, filledWith: 0)
    left = FixedBuffer(w, filledWith: 0)
    leftPull = FixedBuffer(pull, filledWith: 0)
    leftMode = FixedBuffer(zip(pull, z).map { $0 * $1 }, filledWith: 0)
    exists = lives
  }

  private static func scaled(_ x: [Double], by size: ([Double]) -> Double) -> [Double] {
    let total = size(x)
    return total > 1e-200 ? x.map { $0 / total } : [Double](repeating: 0, count: x.count)
  }

  /// Λx over the open firms.
  private static func right(
    _ rows: EntryRows, _ x: [Double], _ open: (Int) -> Bool
  ) -> [Double] {
    x.indices.map { label in
      guard open(label) else { return 0 }
      return rows.row(label).reduce(0.0) { $0 + rows.share[$1] * x[Int(rows.other[$1])] }
    }
  }

  /// Λᵀx over the open firms.
  private static func left(
    _ rows: EntryRows, _ x: [Double], _ open: (Int) -> Bool
  ) -> [Double] {
    var result = [Double](repeating: 0, count: x.count)
    for label in x.indices where open(label) {
      for entry in rows.row(label) where open(Int(rows.other[entry])) {
        result[Int(rows.other[entry])] += rows.share[entry] * x[label]
      }
    }
    return result
  }
}
