internal import Distributions
internal import RiskModel
internal import Sampling

/// Chooses which events of a year are kept for its rare tail, and computes what they need.
///
/// An event is chosen with a probability in proportion to the chance that it is large, averaged
/// over some losses from rare to very rare; a tenth of the choice is even, so that no weight is
/// beyond ten times the number of events. One uniform a year, systematic sampling (Madow 1949).
struct TailSelection: Sendable {
  /// Events kept of a year with more.
  static let kept = 4
  private static let evenShare = 0.1

  let book: TailBook
  let stream: RandomStream
  /// By risk, one after another: P(net loss > each loss of the ladder).
  private let chances: [Double]
  private let steps: Int

  /// - Parameter probabilities: yearly rates of exceedance that the ladder of losses is made of.
  init(book: TailBook, seed: UInt64, probabilities: [Double]) {
    self.book = book
    stream = RandomStream(seed: seed, purpose: "rare tail", record: "events")
    let ladder = probabilities.map { book.eventLoss(exceeded: $0) }
    steps = ladder.count
    chances = book.risks.flatMap { risk in ladder.map { risk.survival(ofNet: $0) } }
  }

  /// The records of a block whose events are given, trials `first` and following.
  ///
  /// - Parameter weights: of each year as a whole.
  func records(of events: TailEvents, firstTrial: Int, weights: [Double]) -> TailRecords {
    let trials = weights.count
    var draft = RecordDraft(capacity: trials * Self.kept)
    let (order, starts) = byTrial(events, trials: trials)
    for slot in 0..<trials {
      let year = order[starts[slot]..<starts[slot + 1]]
      guard !year.isEmpty else { continue }
      let sums = YearSums(year, events)
      for (place, weight) in choice(year, events, trial: firstTrial + slot) {
        draft.append(
          slot: slot, place: place, weight: weight * weights[slot], sums, year, events)
      }
    }
    return draft.records(trials: trials, risks: book.risks.count)
  }

  /// Events in the order of trials, those of one trial as they came: a counting sort.
  private func byTrial(_ events: TailEvents, trials: Int) -> (order: [Int], starts: [Int]) {
    var starts = [Int](repeating: 0, count: trials + 1)
    for slot in events.slot { starts[Int(slot) + 1] += 1 }
    for t in 0..<trials { starts[t + 1] += starts[t] }
    var next = starts
    var order = [Int](repeating: 0, count: events.slot.count)
    for (event, slot) in events.slot.enumerated() {
      order[next[Int(slot)]] = event
      next[Int(slot)] += 1
    }
    return (order, starts)
  }

  /// Places in the year with weights.
  private func choice(
    _ year: ArraySlice<Int>, _ events: TailEvents, trial: Int
  ) -> [(place: Int, weight: Double)] {
    guard year.count > Self.kept else { return (0..<year.count).map { ($0, 1) } }
    let shares = shares(year, events)
    let u = stream.uniform(trial: UInt32(truncatingIfNeeded: trial))
    let expected = Double(Self.kept)
    var chosen: [(place: Int, weight: Double)] = []
    var sum = 0.0
    var taken = 0
    for (place, share) in shares.enumerated() {
      sum += share
      // Points u, u + 1, … on a scale on which each event has the length of its expected choices.
      let upTo = place == shares.count - 1 ? Self.kept : Int((expected * sum - u).rounded(.up))
      let times = Swift.min(Swift.max(upTo, taken), Self.kept) - taken
      if times > 0 { chosen.append((place, Double(times) / (expected * share))) }
      taken += times
    }
    return chosen
  }

  /// Shares of the events in the choice; they sum to 1.
  private func shares(_ year: ArraySlice<Int>, _ events: TailEvents) -> [Double] {
    var totals = [Double](repeating: 0, count: steps)
    for event in year {
      let first = Int(events.risk[event]) * steps
      for step in 0..<steps { totals[step] += chances[first + step] }
    }
    let usable = totals.filter { $0 > 0 }.count
    let even = usable > 0 ? Self.evenShare : 1
    let part = usable > 0 ? (1 - Self.evenShare) / Double(usable) : 0
    return year.map { event in
      let first = Int(events.risk[event]) * steps
      var share = even / Double(year.count)
      for step in 0..<steps where totals[step] > 0 {
        share += part * chances[first + step] / totals[step]
      }
      return share
    }
  }
}

/// The sum and the two largest losses of a year.
private struct YearSums {
  var sum = 0.0
  var largest = (place: -1, net: -1.0)
  var second = (place: -1, net: -1.0)

  init(_ year: ArraySlice<Int>, _ events: TailEvents) {
    for (place, event) in year.enumerated() {
      let net = events.net[event]
      sum += net
      if net > largest.net {
        second = largest
        largest = (place, net)
      } else if net > second.net {
        second = (place, net)
      }
    }
  }

  /// A net loss above this makes the event at `place` the year's largest: of equal losses the
  /// first counts, so that exactly one does.
  func threshold(at place: Int) -> Double {
    let other = place == largest.place ? second : largest
    guard other.place >= 0 else { return -1 }
    return other.place < place ? other.net : other.net.nextDown
  }
}

/// Records in the order of years, before they are sorted by risk.
private struct RecordDraft {
  private var slot: [Int32] = []
  private var risk: [Int] = []
  private var weight: [Double] = []
  private var largest: [Double] = []
  private var rest: [Double] = []
  private var factor: [Double] = []

  init(capacity: Int) {
    slot.reserveCapacity(capacity)
    risk.reserveCapacity(capacity)
  }

  mutating func append(
    slot: Int, place: Int, weight: Double, _ sums: YearSums, _ year: ArraySlice<Int>,
    _ events: TailEvents
  ) {
    let event = year[year.startIndex + place]
    self.slot.append(Int32(truncatingIfNeeded: slot))
    risk.append(Int(events.risk[event]))
    self.weight.append(weight)
    largest.append(sums.threshold(at: place))
    rest.append(Swift.max(0, sums.sum - events.net[event]))
    factor.append(events.factor[event])
  }

  func records(trials: Int, risks: Int) -> TailRecords {
    let order = risk.indices.sorted { (risk[$0], $0) < (risk[$1], $1) }
    var runs: [TailRecords.Run] = []
    var start = 0
    while start < order.count {
      let end = order[start...].firstIndex { risk[$0] != risk[order[start]] } ?? order.count
      runs.append(TailRecords.Run(risk: risk[order[start]], records: start..<end))
      start = end
    }
    return TailRecords(
      trials: trials, runs: runs, slot: order.map { slot[$0] }, weight: order.map { weight[$0] },
      largest: order.map { largest[$0] }, rest: order.map { rest[$0] },
      factor: order.map { factor[$0] })
  }
}
