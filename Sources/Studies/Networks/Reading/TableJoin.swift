internal import Dispatch
internal import LinearAlgebra
internal import RiskModel
internal import SupplyNetworks

/// Joins stretches of rows that were parsed apart: ids are numbered as if one had read them all.
struct TableJoin {
  let text: TableText
  let plan: TablePlan
  let parsers: [RowParser]
  let threads: Int

  func table() -> NetworkTable {
    let (indexes, maps) = joinedIndexes()
    let rows = parsers.reduce(0) { $0 + $1.rows }
    var ids: [String: [Int32]] = [:]
    var numbers: [String: [Double]] = [:]
    for (name, step) in plan.found {
      switch step.action {
      case .id: ids[name] = idColumn(step, rows, maps)
      case .number: numbers[name] = numberColumn(step, rows)
      case .skip: break
      }
    }
    return NetworkTable(
      places: places, rowCount: rows, ids: ids, numbers: numbers,
      indexes: Dictionary(uniqueKeysWithValues: zip(plan.spaces, indexes)))
  }

  /// The ids of all stretches in the order of the file, and each stretch's way to them; the first
  /// stretch has them already.
  private func joinedIndexes() -> (indexes: [NodeIndex], maps: [[[Int32]]]) {
    var indexes = parsers.first?.indexes ?? []
    var maps: [[[Int32]]] = [[]]
    for parser in parsers.dropFirst() {
      maps.append(
        plan.spaces.indices.map { space in
          let own = parser.indexes[space]
          return (0..<own.count).map { id in
            own.withBytes(of: id) { indexes[space].insert($0) }
          }
        })
    }
    return (indexes, maps)
  }

  private func idColumn(_ step: TablePlan.Step, _ rows: Int, _ maps: [[[Int32]]]) -> [Int32] {
    column(rows) { part, target in
      let source = parsers[part].ids[step.slot]
      let count = parsers[part].rows
      guard part > 0 else { return target.initialize(from: source, count: count) }
      maps[part][step.space].withUnsafeBufferPointer { map in
        for row in 0..<count { target[row] = map[Int(source[row])] }
      }
    }
  }

  private func numberColumn(_ step: TablePlan.Step, _ rows: Int) -> [Double] {
    column(rows) { part, target in
      target.initialize(from: parsers[part].numbers[step.slot], count: parsers[part].rows)
    }
  }

  /// A column that the stretches fill side by side.
  private func column<Value>(
    _ rows: Int, _ fill: (_ part: Int, _ target: UnsafeMutablePointer<Value>) -> Void
  ) -> [Value] {
    let firsts = firstRows
    return [Value](unsafeUninitializedCapacity: rows) { buffer, used in
      used = rows
      guard let base = buffer.baseAddress, rows > 0 else { return }
      LargePages.advise(base, byteCount: rows * MemoryLayout<Value>.stride)
      let shared = SharedPointer(base)
      withoutActuallyEscaping(fill) { fill in
        let body = UncheckedBody(run: fill)
        DispatchQueue.concurrentPerform(iterations: parsers.count) {
          body.run($0, shared.value + firsts[$0])
        }
      }
    }
  }

  /// A closure that threads may share because each call writes to its own part.
  private struct UncheckedBody<Value>: @unchecked Sendable {
    let run: (Int, UnsafeMutablePointer<Value>) -> Void
  }

  private var firstRows: [Int] {
    var first = 0
    return parsers.map { parser in
      defer { first += parser.rows }
      return first
    }
  }

  private var places: TablePlaces {
    let firsts = firstRows
    // Stretches behind the first count their lines from 1.
    var next = 1
    let stretches = parsers.indices.map { part in
      defer { next += parsers[part].endLine - 1 }
      return TablePlaces.Stretch(
        firstRow: firsts[part], lineShift: next - 1, marks: parsers[part].places,
        faulty: parsers[part].faultyRows)
    }
    return TablePlaces(text: text, plan: plan, stretches: stretches)
  }
}
