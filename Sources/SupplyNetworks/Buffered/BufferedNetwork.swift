public import RiskModel

/// A supplier network compiled for buffered propagation: indices and flat arrays instead of ids.
///
/// The model (`MODELS.md` 5.4; after time-to-survive practice, Simchi-Levi et al. 2014, and the
/// inventories of ARIO, Hallegatte 2008/2014). Node i has capability ℓᵢ, 1 − severity while struck.
/// Target i needs inputs g; each input has rows, one per source j, with share wⱼ, criticality cⱼ and
/// perhaps a switch time σⱼ, and one stock, the share-weighted mean of its rows' buffer days.
///
/// | symbol | meaning | unit | here |
/// |---|---|---|---|
/// | xᵢ = 1 − yᵢ | lost part of the output of i | 1 | `loss` of a workspace |
/// | 1 − a | shortage of an input, Σ wⱼ xⱼ | 1 | `drawRate` |
/// | f | what the target feels when the stock is used up, Σ wⱼ cⱼ xⱼ | 1 | |
/// | yᵢ | ℓᵢ · min over inputs (1 − f felt): the scarcest input rules | 1 | |
/// | σⱼ | days from the first shortfall of j until this row counts it as whole again | days | |
///
/// While an input is short its stock falls at the rate of the shortage, in days of full supply per
/// day, and the target feels nothing. Stocks do not refill within an event. Between breakpoints (a
/// stock used up, a switch) everything is constant, so a path is exact: there is no time step.
///
/// What the definition leaves open is settled so:
/// - Losses xᵢ are the least fixed point of x = 1 − ℓ + ℓ · max f(x), reached from x = 1 − ℓ
///   upward, which is y from ℓ downward. It is solved afresh after each breakpoint. So a cycle
///   never keeps itself down: with ℓ = 1 everywhere the least fixed point is 0, and the end of the
///   shock restores all nodes at once, whatever stocks are gone.
/// - Each row of an input switches by its own clock. A switched row counts as whole in the shortage
///   and in what is felt, for that row alone; other rows of the same source do not notice. It stays
///   switched until the event ends.
/// - A source first falls short when its loss first exceeds `shortfallTolerance`. The clock of a row
///   starts then, whether or not the row's target feels anything. A row with a switch time of 0 is
///   never short.
/// - Breakpoints closer than 1e-12 · max(1, t) are one: all of them take effect before the network
///   is solved, so a substitute that arrives just when the stock ends is in time.
///
/// Switches make the model non-monotone: a small early shortfall can start a clock sooner. Without
/// them, losses grow with severity and duration and fall with buffers; they grow with criticality.
///
/// The value is immutable and may be shared between threads; each thread uses its own
/// `OutageWorkspace`.
public struct BufferedNetwork: Sendable {
  /// Loss of output, as a part, up to which a node does not count as fallen short.
  public static let shortfallTolerance = 1e-12

  /// Ids of all nodes: the suppliers, then the processes, each sorted by id.
  ///
  /// Sorting makes every result independent of the order of records in the files, to the last bit.
  public let nodeIDs: [String]
  /// The number of suppliers, which are nodes `0 ..< supplierCount`.
  public let supplierCount: Int
  /// What a full day without each process costs: value per day × lost share, in the currency.
  ///
  /// Indexed by process slot; slot p is node `supplierCount + p`.
  public let dailyCosts: [Double]
  /// The dependency register as given, to which the `dependency` of events refers.
  public let dependencies: [Dependency]

  let nodeIndex: [String: Int]
  /// The inputs of node i are `inputStart[i] ..< inputStart[i + 1]`.
  let inputStart: [Int]
  /// The rows of input g are `rowStart[g] ..< rowStart[g + 1]`.
  let rowStart: [Int]
  let inputNames: [String]
  /// The target of each input.
  let inputTarget: [Int]
  /// Days of full supply in stock, for each input; may be infinite.
  let stock: [Double]
  /// Of each row: source, input, share w, and share × criticality.
  let source: [Int]
  let rowInput: [Int]
  let share: [Double]
  let felt: [Double]
  /// Days from first shortfall to substitution, for each row; infinite without a substitute.
  let switchDays: [Double]
  /// The row's position in `dependencies`.
  let rowDependency: [Int]
  /// The rows fed by node j are `outRows[outStart[j] ..< outStart[j + 1]]`.
  let outStart: [Int]
  let outRows: [Int]
  let order: PropagationOrder

  /// The number of nodes, suppliers and processes together.
  public var nodeCount: Int { nodeIDs.count }

  /// The number of processes.
  public var processCount: Int { dailyCosts.count }

  /// The number of inputs of all targets.
  public var inputCount: Int { stock.count }

  /// The node with an id, nil where there is none.
  public func node(id: String) -> Int? { nodeIndex[id] }

  /// The slot of a process, nil where no process has the id.
  public func processSlot(id: String) -> Int? {
    guard let node = nodeIndex[id], node >= supplierCount else { return nil }
    return node - supplierCount
  }

  /// The node of a process slot.
  public func node(processSlot slot: Int) -> Int {
    precondition(
      slot >= 0 && slot < processCount,
      "A process slot must be in 0 ..< \(processCount); it is \(slot).")
    return supplierCount + slot
  }
}
