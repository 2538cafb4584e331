/// The candidate nearest to a name that was not found; nil where none is near.
///
/// Nearness is the number of insertions, deletions, replacements and swaps of neighbours; at most a
/// third of the name's letters may differ. Letter case counts less than any other difference.
public func nearestName(to name: String, in candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().utf8)
  guard (1...100).contains(wanted.count) else { return nil }
  var limit = max(1, wanted.count / 3)
  var best: String?
  for candidate in candidates where candidate != name {
    let letters = Array(candidate.lowercased().utf8)
    guard abs(letters.count - wanted.count) <= limit else { continue }
    let distance = editDistance(wanted, letters)
    // Of equally near names the first in order of text, so that the answer never depends on hashing.
    if distance < limit || (distance == limit && (best.map { candidate < $0 } ?? true)) {
      limit = distance
      best = candidate
    }
  }
  return best
}

/// Optimal string alignment distance (Damerau 1964, adjacent swaps once).
private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
  var before = [Int](repeating: 0, count: b.count + 1)
  var previous = Array(0...b.count)
  for i in 1...a.count {
    var current = [i] + [Int](repeating: 0, count: b.count)
    for j in 1...b.count {
      let change = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
      current[j] = min(previous[j] + 1, current[j - 1] + 1, change)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        current[j] = min(current[j], before[j - 2] + 1)
      }
    }
    (before, previous) = (previous, current)
  }
  return previous[b.count]
}
