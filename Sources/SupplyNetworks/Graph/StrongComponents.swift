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
    var finder = ComponentFinder()
    finder.find(offsets: rows.offsets, targets: rows.neighbours.map { Int($0) })
    var component = [Int32](repeating: 0, count: rows.count)
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
