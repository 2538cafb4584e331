import Foundation
import Testing

@testable import Studies

@Suite struct RunFolderTests {
  @Test(arguments: [
    (0, "a"), (1, "b"), (25, "z"), (26, "aa"), (27, "ab"), (51, "az"), (52, "ba"),
    (701, "zz"), (702, "aaa"),
  ])
  func letters(_ number: Int, _ text: String) { #expect(RunFolder.letters(number) == text) }

  @Test func takesTheFirstFreeLetter() throws {
    let folder = try TemporaryFolder()
    let runs = folder.file("runs")
    var ids: [String] = []
    for _ in 0..<28 {
      let run = try RunFolder.claimNext(in: runs, day: "2026-11-23")
      try run.commit()
      ids.append(run.id)
    }
    #expect(ids.first == "r-2026-11-23-a" && ids[25] == "r-2026-11-23-z")
    #expect(ids.suffix(2) == ["r-2026-11-23-aa", "r-2026-11-23-ab"])
    try FileManager.default.removeItem(atPath: runs + "/r-2026-11-23-c")
    #expect(try RunFolder.claimNext(in: runs, day: "2026-11-23").id == "r-2026-11-23-c")
    #expect(try RunFolder.claimNext(in: runs, day: "2026-11-23").id == "r-2026-11-23-ac")
    #expect(try RunFolder.claimNext(in: runs, day: "2026-11-24").id == "r-2026-11-24-a")
  }

  @Test func neverOverwrites() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("mine")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect(throws: RunFolderError.exists(path: path)) { try RunFolder.claim(path) }
    #expect(throws: RunFolderError.exists(path: path + "/")) { try RunFolder.claim(path + "/") }
    #expect(folder.names() == ["mine"])
    let other = folder.file("other")
    let claimed = try RunFolder.claim(other)
    #expect(throws: RunFolderError.exists(path: other)) { try RunFolder.claim(other) }
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: false)
    #expect(throws: RunFolderError.exists(path: other)) { try claimed.commit() }
    claimed.discard()
    #expect(folder.names() == ["mine", "other"])
  }

  @Test func aBrokenLinkIsInTheWayToo() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("link")
    try FileManager.default.createSymbolicLink(
      atPath: path, withDestinationPath: folder.file("nowhere"))
    #expect(throws: RunFolderError.exists(path: path)) { try RunFolder.claim(path) }
  }

  @Test func concurrentClaimsNeverMeet() async throws {
    let folder = try TemporaryFolder()
    let runs = folder.file("runs")
    let ids = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<40 {
        group.addTask {
          let run = try RunFolder.claimNext(in: runs, day: "2026-11-23")
          try run.id.write(toFile: run.partial + "/id", atomically: false, encoding: .utf8)
          try run.commit()
          return run.id
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(ids).count == 40)
    #expect(folder.names("runs") == ids.sorted())
    for id in ids { #expect(try folder.text("runs/\(id)/id") == id) }
  }

  @Test func saysWhereNothingCanBeWritten() throws {
    let folder = try TemporaryFolder()
    try "".write(toFile: folder.file("file"), atomically: true, encoding: .utf8)
    let error = #expect(throws: RunFolderError.self) {
      try RunFolder.claimNext(in: folder.file("file/runs"), day: "2026-11-23")
    }
    #expect(error?.description.hasPrefix("cannot write ") == true)
    let full = RunFolderError.system(path: "runs", code: ENOSPC)
    #expect(
      full.description
        == "cannot write runs: the disk is full. Nothing was kept; free some space or name another "
        + "place.")
  }

  /// What a killed run leaves holds no lock: it blocks nobody, and goes away.
  @Test func leftoversOfKilledRunsAreRemoved() throws {
    let folder = try TemporaryFolder()
    func leave(_ name: String) throws {
      try FileManager.default.createDirectory(
        atPath: folder.file(name), withIntermediateDirectories: true)
      try "half".write(toFile: folder.file(name + "/run.json"), atomically: true, encoding: .utf8)
    }
    try leave(".out.partial")
    let claimed = try RunFolder.claim(folder.file("out"))
    #expect(folder.names(".out.partial").isEmpty)
    try claimed.commit()
    #expect(folder.names() == ["out"])
    try leave("runs/.r-2026-11-22-b.partial")
    try leave("runs/.r-2026-11-23-a.partial")
    try leave("runs/.mine.partial")
    let living = try RunFolder.claimNext(in: folder.file("runs"), day: "2026-11-23")
    #expect(living.id == "r-2026-11-23-a")
    #expect(folder.names("runs") == [".mine.partial", ".r-2026-11-23-a.partial"])
    #expect(try RunFolder.claimNext(in: folder.file("runs"), day: "2026-11-23").id.hasSuffix("-b"))
    #expect(folder.names("runs").contains(".r-2026-11-23-a.partial"))
  }
}
