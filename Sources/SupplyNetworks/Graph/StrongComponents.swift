/// The parts of a network inside which every node reaches every other along the links.
public struct StrongComponents: Sendable {
  /// The component of each node, numbered so that links between components lead upwards.
  public let component: [Int32]
  /// Component c has the nodes `members[starts[c] ..< starts[c + 1]]`.
  public let members: [Int32]
  /// See `members`; one more than there are components.
  public let starts: [Int]

  /// Finds the components of a network given by the rows of its links from source to target.
  public init(_ rows: LinkRows) {
    self.init(offsets: rows.offsets, neighbours: rows.neighbours)
  }

  /// Finds the components where links from node i lead to
  /// `neighbours[offsets[i] ..< offsets[i + 1]]`.
  init(offsets: [Int], neighbours: [Int32]) {
    var finder = ComponentFinder()
    finder.find(offsets: offsets, targets: neighbours.map { Int($0) })
    var component = [Int32](repeating: 0, count: offsets.count - 1)
    for number in 0..<finder.count {
      for place in finder.members(of: number) { component[finder.members[place]] = Int32(number) }
    }
    self.component = component
    members = finder.members.map { Int32($0) }
    starts = finder.starts
  }

  /// The number of components.
  public var count: Int { starts.count - 1 }

  /// The number of nodes of a component.
  public func size(_ component: Int) -> Int { starts[component + 1] - starts[component] }
}
