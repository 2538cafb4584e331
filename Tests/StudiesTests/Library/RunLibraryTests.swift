import Foundation
import Testing

@testable import Studies

@Suite struct RunLibraryTests {
  private func entry(
    _ run: String, started: String, folder: String, study: String = "port"
  ) -> RunLibrary.Entry {
    RunLibrary.Entry(
      run: run, study: study, title: "Invented port", folder: folder, started: started,
      trials: 1000, seed: "18446744073709551615", digest: "d", status: "complete",
      currency: "EUR", expectedAnnualLoss: 164_640, expectedShortfall: nil, fatalities: 0.01)
  }

  @Test func keepsRunsNewestFirst() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("deep/er/breakwater.db")
    let older = entry("a", started: "2026-11-22T10:00:00Z", folder: "/runs/a")
    let newer = entry("b", started: "2026-11-23T10:00:00Z", folder: "/runs/b")
    let other = entry("a", started: "2026-11-21T10:00:00Z", folder: "/other/a", study: "mill")
    for item in [newer, other, older] { try RunLibrary(path: path).add(item) }
    #expect(try RunLibrary(path: path).runs() == [newer, older, other])
    #expect(try RunLibrary(path: path).runs(of: "mill") == [other])
    #expect(try RunLibrary(path: path).runs(of: "none").isEmpty)
  }

  @Test func oneFolderIsOneRun() throws {
    let folder = try TemporaryFolder()
    let library = try RunLibrary(path: folder.file("breakwater.db"))
    try library.add(entry("a", started: "2026-11-22T10:00:00Z", folder: "/runs/a"))
    let again = entry("a", started: "2026-11-23T10:00:00Z", folder: "/runs/a")
    try library.add(again)
    #expect(try library.runs() == [again])
  }

  @Test func manyMayOpenANewOneAtOnce() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("breakwater.db")
    let entries = (0..<8).map {
      entry("r\($0)", started: "2026-11-22T10:00:0\($0)Z", folder: "/runs/\($0)")
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for entry in entries { group.addTask { try RunLibrary(path: path).add(entry) } }
      try await group.waitForAll()
    }
    #expect(try RunLibrary(path: path).runs() == entries.reversed())
  }

  @Test func saysWhyItCannotBeUsed() throws {
    let folder = try TemporaryFolder()
    try String(repeating: "no database ", count: 100)
      .write(toFile: folder.file("text.db"), atomically: true, encoding: .utf8)
    let error = #expect(throws: (any Error).self) { try RunLibrary(path: folder.file("text.db")) }
    #expect(error.map(RunLibrary.reason) == "it is not a database, or damaged.")
  }

  @Test(arguments: [
    (["BREAKWATER_LIBRARY": "/x/y.db", "HOME": "/h"], "/x/y.db"),
    (["XDG_DATA_HOME": "/data", "HOME": "/h"], "/data/breakwater/breakwater.db"),
    (["XDG_DATA_HOME": "relative", "HOME": "/h"], "/h/.local/share/breakwater/breakwater.db"),
    (["HOME": "/h", "BREAKWATER_LIBRARY": ""], "/h/.local/share/breakwater/breakwater.db"),
  ])
  func place(_ environment: [String: String], _ path: String) {
    #expect(RunLibrary.defaultPath(environment: environment) == path)
  }
}
