internal import Sampling

/// A thing whose yearly figures are compared: a risk, a process, or persons harmed.
struct ComparedComponent: Sendable {
  enum Kind: Hashable, Sendable {
    case fatalities, injuries, risk, process
  }

  struct Key: Hashable, Sendable {
    let kind: Kind
    /// `all` for persons harmed.
    let id: String
  }

  let key: Key
  /// For display; nil for `all`.
  let name: String?
  /// By study, where it lies in the matrix of its kind; nil where the study has none.
  let rows: [Int?]

  /// The trials of a study at a level; nil where it has no such thing.
  func trials(of side: Int, _ level: LevelMatrices) -> UnsafeMutablePointer<Double>? {
    guard let row = rows[side] else { return nil }
    switch key.kind {
    case .fatalities, .injuries: return level.people[row]
    case .risk: return level.losses[row]
    case .process: return level.lostDays[row]
    }
  }

  /// All of several studies: people, then the first one's risks in its order, then what others
  /// add, then processes.
  static func all(of studies: [CompiledStudy]) -> [ComparedComponent] {
    let listed = studies.map(entries)
    var names: [Key: String] = [:]
    var order: [Key] = []
    for entry in listed.joined() where names[entry.key] == nil {
      names[entry.key] = entry.name
      order.append(entry.key)
    }
    let rows = listed.map { entries in
      Dictionary(entries.map { ($0.key, $0.row) }, uniquingKeysWith: { first, _ in first })
    }
    let kinds: [Kind] = [.fatalities, .injuries, .risk, .process]
    return kinds.flatMap { kind in
      order.filter { $0.kind == kind }.map { key in
        ComparedComponent(
          key: key, name: key.id == "all" ? nil : names[key], rows: rows.map { $0[key] })
      }
    }
  }

  private static func entries(
    of study: CompiledStudy
  ) -> [(key: Key, name: String, row: Int)] {
    let people = 2 * study.layout.peopleRows.count
    let risks = study.rows.indices.sorted {
      study.rows[$0].displayOrder < study.rows[$1].displayOrder
    }
    return [
      (Key(kind: .injuries, id: "all"), "", people),
      (Key(kind: .fatalities, id: "all"), "", people + 1),
    ] + risks.map { (Key(kind: .risk, id: study.rows[$0].id), study.rows[$0].name, $0) }
      + study.processes.enumerated().map {
        (Key(kind: .process, id: $1.id), $1.name, $0)
      }
  }
}
