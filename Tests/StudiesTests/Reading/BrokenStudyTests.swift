import Foundation
import Studies
import Testing

/// A study that must be refused, and the whole text that `check` prints for it.
struct BrokenStudy: CustomTestStringConvertible, Sendable {
  let name: String
  let folder: URL

  var testDescription: String { name }

  /// All folders of `Reference/broken`.
  static let all: [BrokenStudy] = {
    let root = Bundle.module.resourceURL?.appending(path: "Reference/broken")
    guard let root, let names = try? FileManager.default.contentsOfDirectory(atPath: root.path)
    else { return [] }
    return names.sorted().map { BrokenStudy(name: $0, folder: root.appending(path: $0)) }
  }()

  /// The overlays that `with.txt` names, one a line.
  var overlays: [String] {
    let text = try? String(contentsOf: folder.appending(path: "with.txt"), encoding: .utf8)
    return (text ?? "").split(separator: "\n").map(String.init)
  }

  /// Writes the text beside the sources; review the difference by eye before it is kept.
  func record(_ text: String) throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = sources.appending(path: "Reference/broken/\(name)/expected.txt")
    try Data(text.utf8).write(to: file)
  }

  var expected: String {
    get throws {
      try String(contentsOf: folder.appending(path: "expected.txt"), encoding: .utf8)
    }
  }
}

@Suite("Broken studies")
struct BrokenStudyTests {
  @Test("is refused with exactly these messages", arguments: BrokenStudy.all)
  func messages(_ study: BrokenStudy) throws {
    let error = #expect(throws: StudyReadError.self) {
      try StudyReader.read(study.folder.path, overlays: study.overlays)
    }
    if let error, ProcessInfo.processInfo.environment["RECORD_BROKEN_STUDIES"] != nil {
      try study.record(error.description)
    }
    let expected = try study.expected
    #expect(error?.description == expected)
  }

  @Test("the corpus is complete")
  func corpus() {
    #expect(BrokenStudy.all.count >= 170)
    #expect(StudyReadError.exitStatus == 3)
  }

  @Test("every message is one line with place, path and remedy", arguments: BrokenStudy.all)
  func shape(_ study: BrokenStudy) throws {
    let lines = try study.expected.split(separator: "\n")
    for line in lines.dropLast() {
      let isShaped =
        try #/^[^ ]+:\d+:\d+: (error|warning): [^ ].*: .+\. [A-Z`].*[.?]$/#.wholeMatch(in: line)
        != nil
      #expect(isShaped, "\(line)")
    }
  }
}
