/// Settings from the environment, which stand between flags and the study.
public struct EnvironmentSettings: Sendable {
  /// From `BREAKWATER_TRIALS`; empty where it is not set.
  public let trials: [SettingOverride]
  /// From `BREAKWATER_SEED`; empty where it is not set.
  public let seed: [SettingOverride]
  /// From `BREAKWATER_THREADS`; nil where it is not set.
  public let threads: Int?

  /// Reads the variables that are set.
  ///
  /// - Throws: `WrongUse` for a value that cannot be meant.
  public init(_ environment: [String: String]) throws(WrongUse) {
    let reader = Reader(environment: environment)
    let trials = try reader.value("TRIALS", "a number such as 100k", CountText.parse)
    let seed = try reader.value("SEED", "a whole number from 0 to \(Int.max)") {
      Int($0).flatMap { $0 >= 0 ? $0 : nil }
    }
    threads = try reader.value("THREADS", "a number from 1 to 4096") { text in
      Int(text).flatMap { (1...4096).contains($0) ? $0 : nil }
    }
    self.trials = trials.map { [reader.override("trials", "\($0)")] } ?? []
    self.seed = seed.map { [reader.override("seed", "\($0)")] } ?? []
  }

  private struct Reader {
    let environment: [String: String]

    func value<Value>(
      _ name: String, _ requirement: String, _ parse: (String) -> Value?
    ) throws(WrongUse) -> Value? {
      let name = "BREAKWATER_\(name)"
      guard let text = environment[name], !text.isEmpty else { return nil }
      guard let value = parse(text) else {
        throw WrongUse("\(name) is `\(text)`: \(requirement) is needed.")
      }
      return value
    }

    func override(_ key: String, _ text: String) -> SettingOverride {
      SettingOverride(
        path: "simulation/\(key)", text: text, origin: "BREAKWATER_\(key.uppercased())")
    }
  }
}
