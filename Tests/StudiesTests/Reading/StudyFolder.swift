import Foundation
import Studies

/// A folder that is there for one test.
final class StudyFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "study-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file, with the folders above it.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Data(text.utf8))
  }

  @discardableResult
  func write(_ name: String, _ data: Data) throws -> String {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
    return file.path
  }

  /// The text that `check` prints for the study in the folder; nil where there is no error.
  func refusal(overlays: [String] = []) -> String? {
    do {
      _ = try StudyReader.read(url.path, overlays: overlays)
      return nil
    } catch {
      return "\(error)"
    }
  }
}

/// Texts that tests build studies from.
enum Sample {
  static let head = "format: study/1\nstudy: { id: b, currency: EUR }\n"
  static let risk = """
    risks:
      - { id: R1, name: Fire, category: physical_failure, events: 0.1, loss: 1M }

    """
  static let whole = head + risk
}
