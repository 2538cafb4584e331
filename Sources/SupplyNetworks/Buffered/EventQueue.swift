/// A binary heap of the breakpoints that lie ahead, earliest first.
///
/// Breakpoints that no longer hold stay in it until they surface; the stamp tells them.
struct EventQueue: Sendable {
  /// What happens at a breakpoint.
  enum Kind: Sendable {
    /// The stock of an input is used up.
    case usedUp
    /// A substitute takes over a row.
    case switched
  }

  struct Event: Sendable {
    /// Days from the start of the outage.
    var time: Double
    var kind: Kind
    /// The input or the row.
    var index: Int
    /// The version of the input's drawdown for which the time was computed.
    var stamp: Int
  }

  private var heap: [Event] = []

  var first: Event? { heap.first }

  mutating func removeAll() { heap.removeAll(keepingCapacity: true) }

  mutating func insert(_ event: Event) {
    heap.append(event)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard event.time < heap[parent].time else { break }
      heap[child] = heap[parent]
      child = parent
    }
    heap[child] = event
  }

  /// Removes the earliest event; there must be one.
  mutating func removeFirst() {
    let last = heap.removeLast()
    guard !heap.isEmpty else { return }
    var hole = 0
    while true {
      var child = 2 * hole + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1].time < heap[child].time { child += 1 }
      guard heap[child].time < last.time else { break }
      heap[hole] = heap[child]
      hole = child
    }
    heap[hole] = last
  }
}

/// A binary heap of places in the order of propagation, first place first.
struct Agenda: Sendable {
  private var heap: [Int] = []

  var first: Int? { heap.first }

  mutating func insert(_ place: Int) {
    heap.append(place)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard place < heap[parent] else { break }
      heap[child] = heap[parent]
      child = parent
    }
    heap[child] = place
  }

  /// Removes the first place, nil where there is none.
  mutating func popFirst() -> Int? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return first }
    var hole = 0
    while true {
      var child = 2 * hole + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
      guard heap[child] < last else { break }
      heap[hole] = heap[child]
      hole = child
    }
    heap[hole] = last
    return first
  }
}
