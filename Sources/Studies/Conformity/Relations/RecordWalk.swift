internal import RiskModel

/// Finds every place of a study that refers to a register.
struct RecordWalk {
  /// One reference as the file has it.
  struct Place: Sendable {
    let record: StudyRecord
    let field: String
    let id: String
  }

  let register: Register

  /// All references below a record, in file order.
  func places(in record: StudyRecord) -> [Place] {
    var found: [Place] = []
    walk(record, into: &found)
    return found
  }

  private func walk(_ record: StudyRecord, into found: inout [Place]) {
    for field in record.table.fields where record.has(field.name) {
      guard let value = record[field.name] else { continue }
      if refers(field.type) {
        collect(value).forEach { found.append(Place(record: record, field: field.name, id: $0)) }
      }
      nested(value).forEach { walk($0, into: &found) }
    }
  }

  /// Whether references of this type lead into the register alone.
  private func refers(_ type: FieldType) -> Bool {
    switch type {
    case .reference(let registers): registers == [register]
    case .list(let item), .oneOrMany(let item): refers(item)
    default: false
    }
  }

  private func collect(_ value: FieldValue) -> [String] {
    switch value {
    case .text(let text): text.isEmpty ? [] : [text]
    case .list(let items): items.flatMap(collect)
    default: []
    }
  }

  private func nested(_ value: FieldValue) -> [StudyRecord] {
    switch value {
    case .record(let record): [record]
    case .list(let items): items.flatMap(nested)
    default: []
    }
  }
}
