import CKernels
import Testing

@testable import SupplyNetworks

/// Every instruction set that this processor has gives the bits of plain loops over one lane.
@Suite(.serialized) struct BlockSweepsTests {
  private let structure: CascadeStructure
  private var random = RandomTrade(seed: 21)

  init() {
    var random = RandomTrade(seed: 20)
    let network = random.network(firms: 70, degree: 6)
    structure = CascadeStructure(network, classes: random.classes(sectors: 4))
  }

  private func forEachInstructionSet(_ body: () -> Void) {
    for level: Int32 in [0, 3, 4] where bw_force_instruction_set(level) == 1 { body() }
    for level: Int32 in [0, 3, 4] { _ = bw_force_instruction_set(level) }
  }

  private func numbers(_ count: Int) -> [Double] {
    var random = random
    return (0..<count).map { _ in random.uniform() < 0.3 ? 0 : random.uniform() }
  }

  private func lane(_ x: [Double], _ lane: Int, of lanes: Int) -> [Double] {
    stride(from: lane, to: x.count, by: lanes).map { x[$0] }
  }

  private func row(_ range: Range<Int>, _ entries: EntryRows, _ x: [Double]) -> [Double] {
    range.map { entries.share[$0] * x[Int(entries.other[$0])] }
  }

  private func dot(_ weights: FixedBuffer<Double>, _ x: [Double]) -> Double {
    var sum = 0.0
    for i in x.indices { sum += weights[i] * x[i] }
    return sum
  }

  private func largestFall(_ old: [Double], _ new: [Double]) -> Double {
    var fall = 0.0
    for (a, b) in zip(old, new) { fall = max(fall, (1 - a) - (1 - b)) }
    return fall
  }

  private func worstSlot(_ node: Int, _ felt: [Double]) -> Double {
    structure.slots.slots(of: node).map { slot in
      let terms = row(structure.slots.entries.row(slot), structure.slots.entries, felt)
      return structure.slots.takesGreatest(slot) ? terms.max() ?? 0 : terms.reduce(0, +)
    }.max() ?? 0
  }

  @Test(arguments: [1, 2, 4]) func stepsOverSlots(width: Int) {
    let (n, lanes) = (structure.firmCount, 8 * width)
    let (felt, start) = (numbers(n * lanes), numbers(n * lanes))
    forEachInstructionSet {
      var (x, total) = (start, [Double](repeating: 0, count: lanes))
      var fall = total
      var slots = structure.slots.kernelSlots
      bw_step_slots(Int32(width), &slots, felt, &x, structure.weight.start, &total, &fall)
      for b in 0..<lanes {
        let (f, old) = (lane(felt, b, of: lanes), lane(start, b, of: lanes))
        let new = old.indices.map { min(1, max(old[$0], worstSlot($0, f))) }
        #expect(lane(x, b, of: lanes) == new)
        #expect(total[b] == dot(structure.weight, new))
        #expect(fall[b] == largestFall(old, new))
      }
    }
  }

  @Test(arguments: [1, 2, 4]) func stepsOverRows(width: Int) {
    let (n, lanes) = (structure.firmCount, 8 * width)
    let (x, other) = (numbers(n * lanes), numbers(n * lanes).map { 1 - $0 })
    forEachInstructionSet {
      var (next, total) = (x, [Double](repeating: 0, count: lanes))
      var (both, fall) = (total, total)
      var rows = structure.demand.kernelRows
      bw_step_rows(
        Int32(width), &rows, x, &next, other, structure.weight.start, &total, &both, &fall)
      for b in 0..<lanes {
        let (old, o) = (lane(x, b, of: lanes), lane(other, b, of: lanes))
        var new = old
        for i in 0..<n {
          let sum = row(structure.demand.row(i), structure.demand, old).reduce(0, +)
          new[i] = min(1, max(old[i], sum))
        }
        #expect(lane(next, b, of: lanes) == new)
        #expect(both[b] == dot(structure.weight, zip(o, new).map { max($0, $1) }))
        #expect(total[b] == dot(structure.weight, new))
        #expect(fall[b] == largestFall(old, new))
      }
    }
  }

  @Test(arguments: [1, 2, 4]) func relaxesRows(width: Int) {
    let (n, lanes) = (structure.firmCount, 8 * width)
    let (start, floor) = (numbers(n * lanes), numbers(n * lanes).map { $0 < 0.6 ? 0 : $0 })
    let (left, mode) = (numbers(n), numbers(n))
    forEachInstructionSet {
      var (x, change) = (start, [Double](repeating: 0, count: lanes))
      var (pull, mass) = (change, change)
      var rows = structure.demand.kernelRows
      bw_relax_rows(Int32(width), &rows, floor, &x, left, mode, &pull, &mass, &change)
      var shifted = x
      let amount = numbers(lanes)
      bw_shift_rows(Int32(width), n, mode, amount, &shifted)
      for b in 0..<lanes {
        var (new, worst) = (lane(start, b, of: lanes), 0.0)
        let low = lane(floor, b, of: lanes)
        for i in 0..<n {
          let sum = row(structure.demand.row(i), structure.demand, new).reduce(0, +)
          let value = min(1, max(low[i], sum))
          worst = max(worst, abs(value - new[i]))
          new[i] = value
        }
        #expect(lane(x, b, of: lanes) == new && change[b] == worst)
        var (drawn, held, moved) = (0.0, 0.0, new)
        for i in 0..<n {
          drawn += left[i] * new[i]
          if new[i] > 0 {
            held += mode[i]
            moved[i] += amount[b] * mode[i]
          }
        }
        #expect(pull[b] == drawn && mass[b] == held)
        #expect(lane(shifted, b, of: lanes) == moved)
      }
    }
  }

  @Test(arguments: [1, 2, 4]) func relaxesSlotsWithPools(width: Int) {
    let (n, lanes) = (structure.firmCount, 8 * width)
    let markets = structure.markets.count
    let (start, inverse) = (numbers(n * lanes), numbers(markets * lanes))
    forEachInstructionSet {
      var pools = bw_pools(
        nodes: n, pool: structure.markets.marketOf.start, strength: structure.strength.start)
      var (felt, x) = (start, start)
      var drain = [Double](repeating: 0, count: markets * lanes)
      bw_pool_drain(Int32(width), &pools, start, &drain)
      bw_pool_weigh(Int32(width), &pools, inverse, start, &felt)
      let weighed = felt
      var change = [Double](repeating: 0, count: lanes)
      var slots = structure.slots.kernelSlots
      bw_relax_slots(Int32(width), &slots, &pools, inverse, &felt, &x, &change)
      for b in 0..<lanes {
        let left = lane(inverse, b, of: lanes)
        func weigh(_ j: Int, _ loss: Double) -> Double {
          min(structure.strength[j] * left[Int(structure.markets.marketOf[j])], 1) * loss
        }
        var new = lane(start, b, of: lanes)
        var drained = [Double](repeating: 0, count: markets)
        for j in 0..<n {
          drained[Int(structure.markets.marketOf[j])] += structure.strength[j] * new[j]
        }
        #expect(lane(drain, b, of: lanes) == drained)
        var f = (0..<n).map { weigh($0, new[$0]) }
        #expect(lane(weighed, b, of: lanes) == f)
        var worst = 0.0
        for j in (0..<n).reversed() {
          let value = min(1, max(new[j], worstSlot(j, f)))
          worst = max(worst, value - new[j])
          new[j] = value
          f[j] = weigh(j, value)
        }
        #expect(lane(x, b, of: lanes) == new && lane(felt, b, of: lanes) == f)
        #expect(change[b] == worst)
      }
    }
  }
}
