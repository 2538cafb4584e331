internal import Crypto
internal import Foundation
internal import SupplyNetworks
internal import Synchronization

/// What a criticality run has done so far, kept beside its results while it goes on.
///
/// `journal.csv` begins with a mark of the files, the rules and the firms; a line follows for each
/// firm in order. A run that was stopped or broken off is taken up from it.
final class CriticalityJournal: Sendable {
  private static let name = "journal.csv"
  private static let heading = "esri,esri_down,esri_up,steps,residual"

  private let path: String
  private let file: Mutex<FileHandle>

  init(in folder: RunFolder, mark: String) throws {
    path = folder.partial + "/" + Self.name
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw RunFolderError.system(path: path, code: errno) }
    try handle.write(contentsOf: Data("# \(mark)\n\(Self.heading)\n".utf8))
    file = Mutex(handle)
  }

  func append(_ outcomes: [CascadeOutcome]) throws {
    var text = ""
    for outcome in outcomes {
      text += "\(outcome.index),\(outcome.downstream),\(outcome.upstream),"
      text += "\(outcome.steps),\(outcome.residual)\n"
    }
    let data = Data(text.utf8)
    try file.withLock { try $0.write(contentsOf: data) }
  }

  /// Takes the journal away: the results have everything.
  func remove() {
    file.withLock { try? $0.close() }
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The same for the same files, rules and firms alone.
  static func mark(
    _ request: CascadeRequest, _ firms: [Int32], inputs: [ReadFile]
  ) -> String {
    var hash = SHA256()
    for input in inputs { hash.update(data: Data(input.sha256.utf8)) }
    for (name, value) in request.options.sorted(by: { $0.key < $1.key }) {
      hash.update(data: Data("\(name)=\(value)\n".utf8))
    }
    firms.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return hash.finalize().hexadecimal
  }

  /// The outcomes that a run has left, in order; a line that was broken off is passed over.
  static func read(_ folder: String, mark: String) throws -> [CascadeOutcome] {
    let url = URL(fileURLWithPath: folder).standardizedFileURL
    let hidden = url.deletingLastPathComponent()
      .appendingPathComponent(".\(url.lastPathComponent).partial")
    let found = [url, hidden].lazy.compactMap {
      try? String(contentsOf: $0.appendingPathComponent(name), encoding: .utf8)
    }.first
    guard let text = found else {
      throw WrongUse(
        "\(folder) has nothing to resume: there is no \(name) in it. A run that is complete has none."
      )
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 2, lines[0] == "# \(mark)" else {
      throw WrongUse(
        "\(folder) is of another run: its files, rules or firms are not those given here, "
          + "whose mark is \(mark).")
    }
    // The last piece has no line end: it is empty or broken off.
    return lines.dropFirst(2).dropLast().compactMap(outcome)
  }

  private static func outcome(_ line: Substring) -> CascadeOutcome? {
    let cells = line.split(separator: ",")
    guard cells.count == 5, let index = Double(cells[0]), let down = Double(cells[1]),
      let up = Double(cells[2]), let steps = Int(cells[3]), let residual = Double(cells[4])
    else { return nil }
    return CascadeOutcome(
      index: index, downstream: down, upstream: up, steps: steps, residual: residual)
  }
}
