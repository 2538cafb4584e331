import CKernels
import Testing
import TestStreams

@testable import LinearAlgebra

@Suite(.serialized) struct ClippedRecordTests {
  /// A plain form of the kernel, element by element.
  private func plain(_ days: [[Double]], forcing: [Double]) -> (
    total: [Double], peak: [Double], marks: [Int32], last: [Double]
  ) {
    var (total, peak, marks) = ([Double](), [Double](), [[Int32]](repeating: [], count: 3))
    var last: [Double] = []
    for element in days[0].indices {
      var (sum, top, mark) = (0.0, 0.0, [Int32](repeating: -1, count: 3))
      for day in days.indices {
        let added = days[day][element] + (day == 2 ? forcing[element] : 0)
        let state = day == 0 ? added : min(max(added, 0), 1)
        sum += state
        top = max(top, state)
        for (index, fraction) in [0.1, 0.05, 0.01].enumerated() where state > fraction * top {
          mark[index] = Int32(day)
        }
        if day == days.count - 1 { last.append(state) }
      }
      total.append(sum)
      peak.append(top)
      for index in 0..<3 { marks[index].append(mark[index]) }
    }
    return (total, peak, marks.flatMap { $0 }, last)
  }

  @Test func equalsThePlainForm() {
    var generator = SplitMix64(state: 8)
    let days = (0..<6).map { day in
      (0..<24).map { element in
        let value = Double(generator.next() >> 11) * 0x1p-53
        if day == 0 { return element % 3 == 0 ? 0 : value }
        return (value * 1.5 - 0.2) * (element % 4 == 0 ? 0.01 : 1)
      }
    }
    let forcing = (0..<24).map { Double($0) / 24 }
    let expected = plain(days, forcing: forcing)
    for level: Int32 in [0, 3, 4] where bw_force_instruction_set(level) == 1 {
      var record = ClippedRecord(state: days[0], fractions: [0.1, 0.05, 0.01])
      var last: [Double] = []
      for day in 1..<6 {
        last = days[day]
        record.add(&last, forcing: day == 2 ? forcing : nil, step: Int32(day))
      }
      #expect(record.total == expected.total && record.peak == expected.peak)
      #expect(record.marks == expected.marks && last == expected.last && record.isClipped)
    }
    for level: Int32 in [0, 3, 4] { _ = bw_force_instruction_set(level) }
  }

  @Test func seesThatNothingWasClipped() {
    var record = ClippedRecord(
      state: Array(repeating: 0.5, count: 8), fractions: [0.1, 0.05, 0.01])
    var state = [0, 1, 0.5, 0.1, 0.2, 0.3, 0.4, 0.9]
    record.add(&state, forcing: nil, step: 1)
    #expect(!record.isClipped)
    state[3] = -0x1p-60
    record.add(&state, forcing: nil, step: 2)
    #expect(record.isClipped && state[3] == 0)
  }
}
