import RiskModel
import Testing

/// Trees that no person writes: validation must stay bounded and say what is wrong.
@Suite struct HostileTreeTests {
  private let place = SourceLocation(file: "x", line: 1, column: 1)

  private func scalar(_ text: String) -> SourceNode {
    SourceNode(.scalar(text, quoted: false), at: place)
  }

  private func list(_ items: [SourceNode]) -> SourceNode { SourceNode(.sequence(items), at: place) }

  private func mapping(_ pairs: [(String, SourceNode)]) -> SourceNode {
    SourceNode(
      .mapping(pairs.map { .init(key: $0.0, keyLocation: place, node: $0.1) }), at: place)
  }

  private func study(_ pairs: [(String, SourceNode)]) -> SourceNode {
    mapping(
      [
        ("format", scalar("study/1")),
        ("study", mapping([("id", scalar("s")), ("currency", scalar("EUR"))])),
      ] + pairs)
  }

  @Test func depthIsBounded() {
    var deep = scalar("1")
    for _ in 0..<1_000 { deep = list([deep]) }
    let outcome = StudyValidator().validate(study([("risks", deep)]))
    #expect(outcome.study == nil)
    #expect(
      outcome.description
        == "x:1:1: error: study: the study nests more than 64 levels deep. Flatten it.")
  }

  @Test func problemsAreBounded() throws {
    let risk = mapping(
      [("id", scalar("R1")), ("events", scalar("1"))] + (0..<1_000).map { ("k\($0)", scalar("1")) })
    let outcome = StudyValidator().validate(study([("risks", list([risk]))]))
    #expect(outcome.problems.count == 201)
    #expect(
      try #require(outcome.problems.last).description
        == "x:1:1: error: study: and 800 more problems. Mend the ones above and check again.")
  }

  @Test func warningsNeverHideErrors() {
    let risks = (0..<300).map { index in
      mapping([
        ("id", scalar("R\(index)")), ("events", scalar("1")), ("owner", scalar("role/nobody")),
      ])
    }
    let outcome = StudyValidator().validate(
      study([
        ("risks", list(risks)), ("governance", mapping([("roles", list([]))])),
        ("criteria", mapping([("capacity", scalar("0"))])),
      ]))
    #expect(outcome.errors.contains { $0.path == "criteria/capacity" })
    #expect(outcome.study == nil)
  }

  @Test func messagesCannotForgeLines() {
    let risk = mapping([
      ("id", scalar("R1")), ("events", scalar("1")),
      ("x\nstudy.yaml:1:1: error", scalar("\u{1B}[31m")),
    ])
    let outcome = StudyValidator().validate(study([("risks", list([risk]))]))
    #expect(outcome.problems.count == 1)
    #expect(!outcome.description.unicodeScalars.contains { $0.value < 32 })
  }

  @Test func longTextsAreCut() {
    let risk = mapping([
      ("id", scalar("R1")), ("events", scalar(String(repeating: "9x", count: 100_000))),
    ])
    let outcome = StudyValidator().validate(study([("risks", list([risk]))]))
    #expect(outcome.description.count < 300)
  }

  @Test func workIsLinear() {
    // Four times the records must cost far less than sixteen times the time.
    let clock = ContinuousClock()
    let times = [1_000, 4_000].map { count in
      let tree = study([
        (
          "risks",
          list(
            (0..<count).map { index in
              mapping([
                ("id", scalar("R\(index)")), ("events", scalar("0.1 to 0.2")),
                ("lss", scalar("1")),
              ])
            })
        )
      ])
      return clock.measure { _ = StudyValidator().validate(tree) }
    }
    #expect(times[1] < times[0] * 12)
  }

  @Test(arguments: ["\u{0}", "e", ".", "+", "k", "1ek", "0x10", "１２", "1e99999999999", "--1"])
  func oddNumbersAreRefused(text: String) {
    let risk = mapping([("id", scalar("R1")), ("events", scalar(text))])
    #expect(StudyValidator().validate(study([("risks", list([risk]))])).errors.count == 1)
  }
}
