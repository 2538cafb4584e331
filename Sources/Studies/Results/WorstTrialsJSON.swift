internal import Foundation

/// The text of `worst.json`, one event a line.
///
/// A hundred years of a busy register hold ten thousand events. The general encoder takes longer over
/// them than the engine over fifty thousand years, since it boxes and renames every field; so this one
/// file is written field by field, keys in order as `ResultJSON` has them, and is read back by it.
struct WorstTrialsJSON {
  private var bytes: [UInt8] = []

  static func data(_ worst: WorstTrials) -> Data {
    var text = WorstTrialsJSON()
    text.write(worst)
    return Data(text.bytes)
  }

  private mutating func write(_ worst: WorstTrials) {
    put("{\n  ")
    if let reason = worst.reason { field("reason", reason, then: ",\n  ") }
    field("run", worst.run, then: ",\n  ")
    field("schema", worst.schema, then: ",\n  ")
    field("strategy", worst.strategy, then: ",\n  ")
    put("\"trials\" : [")
    list(worst.trials, separator: ",") { text, trial in text.write(trial) }
    put(worst.trials.isEmpty ? "]\n}\n" : "\n  ]\n}\n")
  }

  private mutating func write(_ trial: TrialRecord) {
    put("\n    {\n      ")
    field("aggregate", trial.aggregate, then: ",\n      ")
    put("\"events\" : [")
    list(trial.events, separator: ",") { text, event in
      text.put("\n        ")
      text.write(event)
    }
    put(trial.events.isEmpty ? "],\n      " : "\n      ],\n      ")
    field("largest_event", trial.largestEvent, then: ",\n      ")
    put("\"rank\" : \(trial.rank),\n      \"trial\" : \(trial.trial)\n    }")
  }

  private mutating func write(_ event: EventRecord) {
    put("{")
    field("controls_out", event.controlsOut)
    field("day", event.day)
    field("days", event.days)
    field("fatalities", event.fatalities)
    field("ground_up_loss", event.groundUpLoss)
    field("injuries", event.injuries)
    field("loss", event.loss)
    field("network_loss", event.networkLoss)
    field("source", event.source)
    field("source_kind", event.sourceKind)
    field("struck", event.struck, then: "}")
  }

  // MARK: Fields

  /// A number that is not known has no field, as with `ResultJSON`.
  private mutating func field(_ key: StaticString, _ value: Double?, then end: StaticString = ", ")
  {
    guard let value else { return }
    name(key)
    DecimalText.append(value, to: &bytes)
    put(end)
  }

  private mutating func field(_ key: StaticString, _ value: String, then end: StaticString = ", ") {
    name(key)
    quote(value)
    put(end)
  }

  private mutating func field(
    _ key: StaticString, _ values: [String], then end: StaticString = ", "
  ) {
    name(key)
    put("[")
    list(values, separator: ", ") { text, value in text.quote(value) }
    put("]")
    put(end)
  }

  private mutating func name(_ key: StaticString) {
    put("\"")
    put(key)
    put("\" : ")
  }

  private mutating func list<Element>(
    _ elements: [Element], separator: StaticString,
    _ write: (inout WorstTrialsJSON, Element) -> Void
  ) {
    for (index, element) in elements.enumerated() {
      if index > 0 { put(separator) }
      write(&self, element)
    }
  }

  // MARK: Bytes

  private mutating func put(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// A string in quotes; quotes, backslashes and control characters escaped (RFC 8259, section 7).
  private mutating func quote(_ text: String) {
    put("\"")
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20: put("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
      default: bytes.append(byte)
      }
    }
    put("\"")
  }
}
