import Optimization
import Testing

@Suite struct HighsLibraryTests {
  @Test func whatCannotBeLoadedSaysWhy() {
    #expect(throws: HighsLibrary.LoadError.self) {
      _ = try HighsLibrary(path: "/nowhere/libhighs.so")
    }
    // The system's C library loads, and is no solver.
    do {
      _ = try HighsLibrary(path: "libc.so.6")
      Issue.record("loaded")
    } catch {
      #expect(error.reason == "it has no function Highs_version")
    }
  }

  @Test(.enabled(if: HighsFile.library != nil, Comment(rawValue: HighsFile.reason)))
  func saysItsVersion() throws {
    let library = try #require(HighsFile.library)
    #expect(library.version.split(separator: ".").count == 3)
    #expect(ProgramSolver.highs(library).name == "HiGHS \(library.version)")
  }
}
