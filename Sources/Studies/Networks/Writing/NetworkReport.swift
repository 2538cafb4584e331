internal import Foundation

/// What a `network` command has found: a summary for people and programs, and tables.
public struct NetworkReport<Summary: Encodable & Sendable>: Sendable {
  /// What `--json` prints: one object with the named keys at top level.
  public private(set) var summary: Summary
  /// The summary for a terminal.
  private let words: @Sendable (Summary, Ink) -> String
  /// Puts what is known of the written tables, by file name, into the summary.
  private var addDigests: (@Sendable (Summary, [String: String]) -> Summary)?
  /// The tables, one CSV each.
  public let tables: [ResultColumns]
  /// Columns of numbers that are also written as NumPy files where `--npy` asks for them.
  public let arrays: [(name: String, values: [Double])]
  /// How the figures came about.
  public let method: NetworkMethod

  /// Makes the report from its parts.
  public init(
    summary: Summary, tables: [ResultColumns], arrays: [(name: String, values: [Double])] = [],
    method: NetworkMethod, text: @escaping @Sendable (Ink) -> String
  ) {
    self.summary = summary
    words = { _, ink in text(ink) }
    self.tables = tables
    self.arrays = arrays
    self.method = method
  }

  /// Makes a report whose summary names the digests of the tables once they are written.
  public init(
    summary: Summary, tables: [ResultColumns], method: NetworkMethod,
    digests: @escaping @Sendable (Summary, [String: String]) -> Summary,
    text: @escaping @Sendable (Summary, Ink) -> String
  ) {
    self.summary = summary
    words = text
    self.tables = tables
    arrays = []
    self.method = method
    addDigests = digests
  }

  /// The summary for a terminal.
  public func text(_ ink: Ink) -> String { words(summary, ink) }
}

/// How the figures of a `network` command came about.
public struct NetworkMethod: Codable, Sendable {
  /// The command's verb.
  public let verb: String
  /// The method that was chosen, in words: `dense LU of order 400`.
  public let method: String
  /// Sizes by name: nodes, links, scenarios.
  public let sizes: [String: Int]
  /// The options that decide the figures, by name without dashes.
  public let options: [String: String]
  /// Where random numbers begin, where there are any.
  public let seed: UInt64?

  /// Makes the record from its parts.
  public init(
    verb: String, method: String, sizes: [String: Int], options: [String: String] = [:],
    seed: UInt64? = nil
  ) {
    self.verb = verb
    self.method = method
    self.sizes = sizes
    self.options = options
    self.seed = seed
  }
}

/// The content of `network.json`: where the results of a folder come from.
struct NetworkManifest: Encodable {
  struct Output: Encodable {
    let path: String
    let bytes: Int
    let sha256: String
    let rows: Int?
  }

  let schema = "network/1"
  let engine = RunManifest.EngineRecord.current
  let verb: String
  let method: String
  let sizes: [String: Int]
  let options: [String: String]
  let seed: UInt64?
  let inputs: [ReadFile]
  let outputs: [Output]
  let notes: [String]
}

extension NetworkReport {
  /// Writes the results into a folder that was claimed: whole or not at all.
  public mutating func write(
    to folder: RunFolder, reader: NetworkReader, arrays asked: Bool = false
  ) throws {
    do {
      try writeFiles(folder.partial, reader, asked)
      try folder.commit()
    } catch {
      folder.discard()
      throw error
    }
  }

  private mutating func writeFiles(_ folder: String, _ reader: NetworkReader, _ asked: Bool) throws
  {
    var outputs: [NetworkManifest.Output] = []
    func keep(_ receipt: OutputFile.Receipt, rows: Int?) {
      outputs.append(
        NetworkManifest.Output(
          path: receipt.name, bytes: receipt.bytes, sha256: receipt.digest, rows: rows))
    }
    for table in tables {
      var file = try OutputFile("\(table.name).csv", in: folder)
      try ResultColumnsText(table).write(threads: reader.options.threads) {
        try file.append($0)
      }
      keep(file.finish(), rows: table.rowCount)
    }
    if asked {
      for array in arrays {
        keep(
          try NumpyFile.write(array.values, to: "\(array.name).npy", in: folder),
          rows: array.values.count)
      }
    }
    if let addDigests {
      let digests = Dictionary(uniqueKeysWithValues: outputs.map { ($0.path, $0.sha256) })
      summary = addDigests(summary, digests)
    }
    keep(
      try OutputFile.write(ResultJSON.data(summary), to: "summary.json", in: folder), rows: nil)
    let manifest = NetworkManifest(
      verb: method.verb, method: method.method, sizes: method.sizes, options: method.options,
      seed: method.seed, inputs: reader.inputs, outputs: outputs, notes: reader.notes)
    _ = try OutputFile.write(ResultJSON.data(manifest), to: "network.json", in: folder)
  }
}
