import Foundation
import Testing

/// `breakwater report`, `export --register` and `import` through the built program.
@Suite struct ReportTests {
  @Test func writesOneFile() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("first-study")
    #expect(try program.run("run", "first-study", "--trials", "1000", "-q").code == 0)
    let outcome = try program.run("report", "first-study", "-o", "r.html")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output == "r.html\n")
    let page = try program.text("r.html")
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
    #expect(page.contains("R02 Sprinkler bursts over the stock"))
    // An existing file is left as it is.
    let again = try program.run("report", "first-study", "-o", "r.html")
    #expect(again.code == 2 && again.errors.contains("exists already"))
    let piped = try program.run("report", "first-study", "-o", "-")
    #expect(piped.output == page)
  }

  @Test func saysWhatItCannotDo() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("first-study")
    let early = try program.run("report", "first-study")
    #expect(early.code == 2)
    #expect(early.errors.contains("Begin with `breakwater run first-study`"))
    let profile = try program.run("report", "last", "--profile", "secret")
    #expect(profile.code == 2 && profile.errors.contains("public"))
  }

  /// The largest worked study stays within what the report promises: 1.5 MB.
  @Test func theTerminalFits() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("container-terminal")
    let run = try program.run(
      "run", "container-terminal", "--trials", "2000", "--sensitivity-trials", "500", "-q")
    #expect(run.code == 0, "\(run.errors)")
    #expect(try program.run("report", "container-terminal", "-o", "r.html").code == 0)
    let size = try program.text("r.html").utf8.count
    #expect((300_000..<1_500_000).contains(size), "\(size)")
  }

  @Test func registersGoAndComeBack() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("container-terminal")
    for (register, format) in [("suppliers", "xlsx"), ("risks", "csv"), ("findings", "xlsx")] {
      let file = "\(register).\(format)"
      let out = try program.run(
        "export", "container-terminal", "--register", register, "--format", format, "-o", file)
      #expect(out.code == 0, "\(out.errors)")
      let back = try program.run("import", file, "--register", register)
      #expect(back.code == 0, "\(back.errors)")
      let own = try program.run("export", "container-terminal", "--register", register)
      #expect(back.output == own.output && back.output.count > 100, "\(register)")
    }
    let json = try program.run(
      "export", "container-terminal", "--register", "study", "-o", "study.json")
    #expect(json.code == 0, "\(json.errors)")
    let wrong = try program.run("export", "container-terminal", "--register", "risk")
    #expect(wrong.code == 2 && wrong.errors.contains("There is no register `risk`"))
    let both = try program.run("export", "last", "--register", "risks", "--table", "risks")
    #expect(both.code == 2)
  }
}
