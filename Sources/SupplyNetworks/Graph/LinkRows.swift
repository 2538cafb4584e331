/// Links in compressed rows: for each node the nodes at the other end, and which link leads there.
public struct LinkRows: Sendable {
  /// Row i is `offsets[i] ..< offsets[i + 1]`; one more than there are nodes.
  public let offsets: [Int]
  /// The node at the other end, row after row; inside a row in the order of the links.
  public let neighbours: [Int32]
  /// The link's position in the lists that the rows were made from.
  public let links: [Int32]

  /// Rows by `heads`, with `tails` at the other end.
  ///
  /// One counting sort, O(nodes + links).
  ///
  /// - Precondition: both lists are equally long, and every number is in `0 ..< nodeCount`.
  public init(nodeCount: Int, from heads: [Int32], to tails: [Int32]) {
    precondition(heads.count == tails.count, "a link has two ends")
    var offsets = [Int](repeating: 0, count: nodeCount + 1)
    for head in heads { offsets[Int(head) + 1] += 1 }
    for node in 0..<nodeCount { offsets[node + 1] += offsets[node] }
    var next = offsets
    let links = [Int32](unsafeUninitializedCapacity: heads.count) { links, used in
      for link in 0..<heads.count {
        let node = Int(heads[link])
        links[next[node]] = Int32(link)
        next[node] += 1
      }
      used = heads.count
    }
    self.offsets = offsets
    self.links = links
    neighbours = links.map { tails[Int($0)] }
  }

  /// The number of nodes.
  public var count: Int { offsets.count - 1 }

  /// The positions of a node's links in `neighbours` and `links`.
  public func row(_ node: Int) -> Range<Int> { offsets[node]..<offsets[node + 1] }

  /// Values of the links, row after row.
  public func gather(_ values: [Double]) -> [Double] { links.map { values[Int($0)] } }
}
