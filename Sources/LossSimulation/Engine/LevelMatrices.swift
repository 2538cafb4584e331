/// What a block adds up at one level: a row of trials for each thing that is reported.
///
/// `losses` holds, one after the other, the rows of risks, the suppliers, the processes, the row of
/// losses without downtime, and the owners: everything whose mean and share of shortfall is asked for.
final class LevelMatrices {
  let layout: ComponentLayout
  /// Net losses: see the type.
  let losses: BlockMatrix
  /// Ground-up losses of the rows that a year layer sees, in the order of `layout.coveredRows`.
  let coveredGroundUp: BlockMatrix
  /// Losses through downtime: rows without a year layer together, then each covered row by itself.
  let processLosses: BlockMatrix
  /// Days lost by each process.
  let lostDays: BlockMatrix
  /// Factors ≤ 1 that hold the lost days of a year to 365; nil while all are 1.
  var scale: BlockMatrix?
  /// Events of each row, then outages of each supplier.
  let counts: BlockMatrix
  /// Injuries, then fatalities, of each row that harms people, then of all.
  let people: BlockMatrix
  /// Gains, then events, of each opportunity.
  let gains: BlockMatrix
  let aggregate: Buffer<Double>
  let largest: Buffer<Double>

  init(layout: ComponentLayout, width: Int, hasShares: Bool) {
    self.layout = layout
    let covered = hasShares ? layout.coveredRows.count : 0
    losses = BlockMatrix(rows: layout.componentCount, width: width)
    coveredGroundUp = BlockMatrix(rows: covered, width: width)
    processLosses = BlockMatrix(rows: layout.processes * (1 + covered), width: width)
    lostDays = BlockMatrix(rows: layout.processes, width: width)
    counts = BlockMatrix(rows: layout.rows + layout.suppliers, width: width)
    people = BlockMatrix(rows: 2 * (layout.peopleRows.count + 1), width: width)
    gains = BlockMatrix(rows: 2 * layout.opportunities, width: width)
    aggregate = Buffer(width)
    largest = Buffer(width)
  }

  func clear() {
    for matrix in [losses, coveredGroundUp, processLosses, lostDays, counts, people, gains] {
      matrix.clear()
    }
    aggregate.clear()
    largest.clear()
  }

  /// Clears what the totals of a year need where these rows alone have losses; what nobody reads then
  /// is left as it is.
  func clearTotals(of rows: [Int], width: Int) {
    for row in rows { losses[row].update(repeating: 0, count: width) }
    for matrix in [coveredGroundUp, lostDays, people] { matrix.clear() }
    aggregate.clear()
    largest.clear()
  }

  /// The row of `processLosses` for a process slot and a row of risks.
  func processRow(slot: Int, row: Int) -> Int {
    let group = coveredGroundUp.rows == 0 ? 0 : layout.coveredGroup[row]
    return group * layout.processes + slot
  }
}

/// Where each reported thing lies in the matrices of a level.
struct ComponentLayout: Sendable {
  let rows: Int
  let suppliers: Int
  let processes: Int
  let owners: Int
  let opportunities: Int
  /// Rows that some year layer sees, ascending.
  let coveredRows: [Int]
  /// For each row, 0 where no year layer sees it, else 1 + its position in `coveredRows`.
  let coveredGroup: [Int]
  /// Rows whose events harm people, ascending.
  let peopleRows: [Int]
  /// For each row, its position in `peopleRows`, or nil.
  let peopleSlot: [Int?]
  /// For each row, its owner's position.
  let rowOwner: [Int]

  func supplier(_ s: Int) -> Int { rows + s }
  func process(_ p: Int) -> Int { rows + suppliers + p }
  var unassigned: Int { rows + suppliers + processes }
  func owner(_ o: Int) -> Int { rows + suppliers + processes + 1 + o }
  var componentCount: Int { rows + suppliers + processes + 1 + owners }
}
