import Foundation
import Studies
import Testing

/// A study opens files of its folder and nothing else.
@Suite("File access", .timeLimit(.minutes(1)))
struct FileAccessTests {
  private static let copy = "Copy the file into the study folder and name it from there"

  private func refusal(of path: String, _ prepare: (StudyFolder) throws -> Void) throws
    -> String?
  {
    let folder = try StudyFolder()
    try folder.write("study.yaml", Sample.head + "risks: { file: \(path) }\n")
    try prepare(folder)
    return folder.refusal()
  }

  @Test("a link that leads out")
  func link() throws {
    let outside = try StudyFolder()
    let secret = try outside.write("secret.csv", "id,name\n")
    let message = try refusal(of: "risks.csv") { folder in
      try FileManager.default.createSymbolicLink(
        atPath: folder.url.appending(path: "risks.csv").path, withDestinationPath: secret)
    }
    #expect(
      message
        == "study.yaml:3:16: error: risks: the path is a link that leads out of the study folder "
        + "(found `risks.csv`). \(Self.copy).\n1 error\n")
  }

  @Test("a folder that is a link out")
  func linkedFolder() throws {
    let outside = try StudyFolder()
    try outside.write("risks.csv", "id,name\n")
    let message = try refusal(of: "data/risks.csv") { folder in
      try FileManager.default.createSymbolicLink(
        atPath: folder.url.appending(path: "data").path, withDestinationPath: outside.url.path)
    }
    #expect(message?.contains("the path is a link that leads out of the study folder") == true)
  }

  @Test("a link inside the folder is legal")
  func linkInside() throws {
    let message = try refusal(of: "risks.csv") { folder in
      try folder.write("old.csv", "id,name,category,events\nR1,Fire,human,0.1\n")
      try FileManager.default.createSymbolicLink(
        atPath: folder.url.appending(path: "risks.csv").path, withDestinationPath: "old.csv")
    }
    #expect(message == nil)
  }

  @Test("a pipe is refused and not waited for")
  func pipe() throws {
    let message = try refusal(of: "risks.csv") { folder in
      #expect(mkfifo(folder.url.appending(path: "risks.csv").path, 0o600) == 0)
    }
    #expect(
      message
        == "study.yaml:3:16: error: risks: the path is a pipe, and a file is required "
        + "(found `risks.csv`). Name a regular file.\n1 error\n")
  }

  @Test("a pipe as the study itself")
  func pipeAsStudy() throws {
    let folder = try StudyFolder()
    let path = folder.url.appending(path: "study.yaml").path
    #expect(mkfifo(path, 0o600) == 0)
    let message = folder.refusal()
    #expect(message?.contains("the path is a pipe, and a file is required") == true)
  }

  @Test(
    "paths that leave",
    arguments: ["../x.csv", "a/../../x.csv", "./../x.csv", "a/b/../../../x.csv"])
  func leaving(_ path: String) throws {
    let message = try refusal(of: path) { _ in }
    #expect(
      message
        == "study.yaml:3:16: error: risks: the path leaves the study folder (found `\(path)`). "
        + "\(Self.copy).\n1 error\n")
  }

  @Test("a study that is not there", arguments: ["", "/nowhere/at/all"])
  func absent(_ path: String) {
    #expect(throws: StudyReadError.self) { try StudyReader.read(path) }
  }

  @Test("a folder without a study names what is most like one")
  func folderWithoutStudy() throws {
    let folder = try StudyFolder()
    try folder.write("stduy.yaml", Sample.whole)
    let message = folder.refusal()
    #expect(message?.contains("Did you mean `stduy.yaml`?") == true)
  }

  @Test("every file that is read is listed with its digest, tables too")
  func digests() throws {
    let folder = try StudyFolder()
    try folder.write(
      "study.yaml",
      Sample.head + "include: parts/more.yaml\nsimulation: { method: table, table: years.csv }\n")
    try folder.write("parts/more.yaml", "risks: { file: risks.csv }\n")
    try folder.write("risks.csv", "id,name,category,events\nR1,Fire,human,0.1\n")
    try folder.write("years.csv", "R1\n1\n2\n")
    let study = try StudyReader.read(folder.url.path)
    #expect(
      study.files.map(\.path) == ["parts/more.yaml", "risks.csv", "study.yaml", "years.csv"])
    // `printf 'R1\n1\n2\n' | sha256sum`
    #expect(
      study.files.last?.sha256
        == "fb7282be7c84b69b1a9efe0a43edd20edcb34181111404a7b7160aa4d65e5cf9")
    #expect(study.files.last?.size == 7)
    #expect(study.digest.count == 64)
  }
}
