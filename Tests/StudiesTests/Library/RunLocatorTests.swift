import Foundation
import Testing

@testable import Studies

@Suite struct RunLocatorTests {
  /// A study folder with runs `x`, `y` in `runs/`, and the library entries of both.
  private func runs(_ folder: TemporaryFolder) throws -> [RunLibrary.Entry] {
    try ["x", "y"].map { id in
      let run = try MadeUpRun.run(in: folder)
      let claimed = try RunFolder.claim(folder.file("runs/\(id)"))
      try run.write(to: claimed)
      return RunLibrary.Entry(
        run.summary(run: id), manifest: run.manifest(run: id), folder: claimed.path)
    }
  }

  @Test func findsRunsByEveryName() throws {
    let folder = try TemporaryFolder()
    let entries = try runs(folder)
    let locator = RunLocator(entries: entries.reversed(), directory: "/")
    let (x, y) = (folder.file("runs/x"), folder.file("runs/y"))
    #expect(try locator.folder(of: "last") == y)
    #expect(try locator.folder(of: "last~0") == y)
    #expect(try locator.folder(of: "last~1") == x)
    #expect(try locator.folder(of: "x") == x)
    #expect(try locator.folder(of: x) == x)
    #expect(try RunLocator(entries: [], directory: folder.path).folder(of: "runs/x") == x)
  }

  @Test func aStudyFolderServesWithoutLibrary() throws {
    let folder = try TemporaryFolder()
    _ = try runs(folder)
    let locator = RunLocator(entries: [], directory: folder.path)
    // Both began at the same time: the later name counts as the newer run.
    #expect(try locator.folder(of: "last") == folder.file("runs/y"))
    #expect(try locator.folder(of: "x") == folder.file("runs/x"))
    #expect(
      try RunLocator(entries: [], directory: "/").folder(of: folder.path)
        == folder.file("runs/y"))
  }

  @Test func passesOverFoldersThatAreGone() throws {
    let folder = try TemporaryFolder()
    let entries = try runs(folder)
    try FileManager.default.removeItem(atPath: folder.file("runs/y"))
    let locator = RunLocator(entries: entries.reversed(), directory: "/")
    #expect(try locator.folder(of: "last") == folder.file("runs/x"))
    #expect(throws: RunNotFound("The folder of y is gone: \(folder.file("runs/y")).")) {
      try locator.folder(of: "y")
    }
    let list = try RunList(library: entries, directory: "/")
    #expect(list.runs.map(\.missing) == [false, true])
    #expect(list.text.contains("folder missing"))
  }

  @Test func saysWhatIsNotThere() throws {
    let folder = try TemporaryFolder()
    let empty = RunLocator(entries: [], directory: folder.path)
    #expect(throws: RunNotFound("There is no run yet. Begin with `breakwater run STUDY`.")) {
      try empty.folder(of: "last")
    }
    let locator = RunLocator(entries: try runs(folder), directory: "/")
    #expect(throws: RunNotFound("There is no `last~2`: 2 runs are known.")) {
      try locator.folder(of: "last~2")
    }
    #expect(throws: RunNotFound("There is no run `q`. `breakwater runs` lists them.")) {
      try empty.folder(of: "q")
    }
    #expect(RunLocator.steps("last~-1") == nil && RunLocator.steps("latest") == nil)
  }

  @Test func twoRunsWithOneIdAreNotGuessedBetween() throws {
    let folder = try TemporaryFolder()
    let other = try TemporaryFolder()
    let entries = try runs(folder) + runs(other)
    let error = #expect(throws: RunNotFound.self) {
      try RunLocator(entries: entries, directory: "/").folder(of: "x")
    }
    #expect(error?.description.contains(other.file("runs/x")) == true)
  }

  @Test func listsAStudysRunsWithoutLibrary() throws {
    let folder = try TemporaryFolder()
    let entries = try runs(folder)
    let list = try RunList(library: [entries[0]], study: folder.path, directory: "/")
    #expect(Set(list.runs.map(\.entry.run)) == ["x", "y"])
    #expect(try RunList(library: entries, study: "port", directory: "/").runs.count == 2)
    #expect(
      throws: RunNotFound("There is no study folder or study `prt`. Did you mean `port`?")
    ) { try RunList(library: entries, study: "prt", directory: "/") }
  }
}
