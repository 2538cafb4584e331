/// The ids of all records that others may refer to, gathered before anything is read.
struct Registers {
  private var places: [Register: [String: SourceLocation]] = [:]

  init(_ root: SourceNode) {
    for register in Register.allCases {
      var node: SourceNode? = root
      for key in register.path { node = node?[key] }
      guard let node, !node.isNull else { continue }
      places[register] = Self.ids(in: node)
    }
  }

  private static func ids(in node: SourceNode) -> [String: SourceLocation] {
    guard case .sequence(let items) = node.value else { return [:] }
    var ids: [String: SourceLocation] = [:]
    ids.reserveCapacity(items.count)
    for item in items {
      guard let id = item["id"], let text = id.text, ids[text] == nil else { continue }
      ids[text] = id.location
    }
    return ids
  }

  /// Whether the study has the register at all, be it empty.
  func isGiven(_ register: Register) -> Bool { places[register] != nil }

  func contains(_ id: String, in register: Register) -> Bool { places[register]?[id] != nil }

  func location(of id: String, in register: Register) -> SourceLocation? {
    places[register]?[id]
  }

  /// All ids of some registers.
  func ids(of registers: [Register]) -> [String] {
    registers.flatMap { places[$0].map { Array($0.keys) } ?? [] }
  }

  func count(of registers: [Register]) -> Int {
    registers.reduce(0) { $0 + (places[$1]?.count ?? 0) }
  }
}
