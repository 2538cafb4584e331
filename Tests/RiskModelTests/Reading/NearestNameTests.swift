import RiskModel
import Testing

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("lss", "loss"), ("freqency", "frequency"), ("R1", "R01"), ("Downtime", "downtime"),
    ("dwontime", "downtime"),
  ])
  func finds(name: String, nearest: String) {
    #expect(
      nearestName(to: name, in: ["loss", "frequency", "R01", "downtime"]) == nearest)
  }

  @Test(arguments: ["", "zzz", "completely different", String(repeating: "a", count: 1_000)])
  func findsNothingFar(name: String) {
    #expect(nearestName(to: name, in: ["loss", "frequency"]) == nil)
  }

  @Test func orderOfCandidatesDoesNotMatter() {
    #expect(nearestName(to: "R3", in: ["R1", "R2"]) == "R1")
    #expect(nearestName(to: "R3", in: ["R2", "R1"]) == "R1")
  }
}
