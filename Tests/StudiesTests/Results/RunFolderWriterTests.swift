import Foundation
import Testing

@testable import Studies

@Suite struct RunFolderWriterTests {
  private static let files = [
    "criteria.csv", "datapackage.json", "exceedance.csv", "log.ndjson", "metrics.csv",
    "network.csv", "owners.csv", "processes.csv", "risks.csv", "ro-crate-metadata.json",
    "run.json", "study.lock.yaml", "summary.json", "worst.csv", "worst.json",
  ]

  private func write(
    _ folder: TemporaryFolder, years: YearFiles = YearFiles(), trials: Int = 4
  ) throws -> StudyRun {
    let run = try MadeUpRun.run(in: folder, trials: trials)
    try run.write(to: RunFolder.claim(folder.file("out")), years: years)
    return run
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func writesEveryFileAndNothingElse() throws {
    let folder = try TemporaryFolder()
    _ = try write(folder)
    #expect(folder.names() == ["out", "study.yaml"])
    #expect(folder.names("out") == Self.files)
  }

  @Test func writesRisksToTheLetter() throws {
    let folder = try TemporaryFolder()
    _ = try write(folder)
    #expect(
      try folder.text("out/risks.csv") == """
        run,strategy,risk,name,category,events_per_year,expected_loss,standard_error,\
        share_of_expected_loss,share_of_shortfall,probability_of_event
        out,inherent,R01,"Theft, ""organised""\",criminal,0.8,129280,300,0.393,0.4,0.55
        out,inherent,R02,'=Sprinkler bursts,physical_failure,0.25,200000,632,0.607,0.6,0.22
        out,current,R01,"Theft, ""organised""\",criminal,0.8,64640,300,0.393,0.4,0.55
        out,current,R02,'=Sprinkler bursts,physical_failure,0.25,100000,632,0.607,0.6,0.22

        """)
  }

  /// The columns are those of the contract, word for word.
  @Test(arguments: [
    ("metrics", "run,strategy,scope,metric,level,value,standard_error,low,high,unit,method"),
    ("exceedance", "run,strategy,basis,return_period_years,probability,loss,low,high"),
    ("criteria", "run,strategy,criterion,limit,value,low,high,verdict"),
    (
      "network",
      "run,strategy,node,expected_loss_as_source,share_of_shortfall,time_to_survive_days,"
        + "time_to_recover_days,name,tier,risk,outages_per_year,standard_error,exposed,esri"
    ),
    ("years", "run,strategy,trial,aggregate,largest_event,injuries,fatalities"),
  ])
  func writesTheColumns(_ table: String, _ columns: String) throws {
    let folder = try TemporaryFolder()
    _ = try write(folder, years: YearFiles(table: true))
    let text = try folder.text("out/\(table).csv")
    #expect(text.prefix { $0 != "\n" } == columns)
    #expect(!text.lowercased().contains("nan") && !text.contains("inf,"))
  }

  @Test func metricsAreUnique() throws {
    let folder = try TemporaryFolder()
    _ = try write(folder)
    let rows = try folder.text("out/metrics.csv").split(separator: "\n").dropFirst()
    let keys = rows.map { $0.split(separator: ",", omittingEmptySubsequences: false)[1...4] }
    #expect(Set(keys.map { $0.joined(separator: ",") }).count == rows.count)
    let text = try folder.text("out/metrics.csv")
    #expect(text.contains("out,current,all,exceedance,0.1,0.0774,0.0008,"))
    #expect(text.contains("out,current,O1,expected_annual_gain,,50000,1000,"))
    #expect(text.contains("out,current,P01,downtime_days,,7.67,0.04,"))
    #expect(text.contains(",persons/year,mean\n"))
  }

  @Test func describesEveryTableWithItsDigest() throws {
    let folder = try TemporaryFolder()
    _ = try write(folder, years: YearFiles(table: true))
    let package = try json(folder.text("out/datapackage.json"))
    let resources = try #require(package["resources"] as? [[String: Any]])
    #expect(
      Set(resources.compactMap { $0["name"] as? String })
        == Set(StoredTable.names).subtracting(["sensitivity"]))
    for resource in resources {
      let path = try #require(resource["path"] as? String)
      let text = try folder.text("out/\(path)")
      #expect(resource["bytes"] as? Int == text.utf8.count)
      let fields = (resource["schema"] as? [String: Any])?["fields"] as? [[String: Any]]
      let names = fields?.compactMap { $0["name"] as? String }.joined(separator: ",")
      #expect(names == String(text.prefix { $0 != "\n" }))
      for field in fields ?? [] where ["number", "integer"].contains(field["type"] as? String) {
        #expect(field["unit"] != nil, "\(path) \(field)")
      }
    }
  }

  @Test func summaryHasTheContractsKeys() throws {
    let folder = try TemporaryFolder()
    let run = try write(folder)
    let summary = try json(folder.text("out/summary.json"))
    #expect(summary["schema"] as? String == "summary/1")
    let expected = try #require(summary["expected_annual_loss"] as? [String: Any])
    #expect(
      expected["value"] as? Double == 164_640 && expected["standard_error"] as? Double == 1000)
    let shortfall = try #require(summary["expected_shortfall"] as? [String: Any])
    #expect(Set(shortfall.keys) == ["0.8", "0.95"])
    #expect((summary["value_at_risk"] as? [String: Any])?["0.95"] != nil)
    let exceedance = try #require(summary["exceedance"] as? [String: Any])
    let point = try #require((exceedance["aggregate"] as? [[String: Any]])?.first)
    #expect(point["return_period_years"] as? Double == 10 && point["loss"] as? Double == 465_103)
    #expect((exceedance["occurrence"] as? [Any])?.count == 3)
    for key in ["people", "criteria", "risks", "convergence"] { #expect(summary[key] != nil) }
    #expect((summary["by_level"] as? [String: Any])?.keys.sorted() == ["inherent"])
    // Reading it back and writing it again changes nothing.
    let text = try folder.text("out/summary.json")
    let read = try ResultJSON.read(RunSummary.self, from: Data(text.utf8))
    #expect(try ResultJSON.data(read) == Data(text.utf8))
    #expect(try ResultJSON.data(run.summary(run: "out")) == Data(text.utf8))
  }

  @Test func manifestSaysWhereItComesFrom() throws {
    let folder = try TemporaryFolder()
    _ = try write(folder)
    let manifest = try json(folder.text("out/run.json"))
    #expect(manifest["schema"] as? String == "run/1")
    #expect(manifest["status"] as? String == "complete")
    #expect(manifest["started"] as? String == "2026-11-23T12:00:00Z")
    #expect(manifest["seconds"] as? Double == 1.5)
    #expect((manifest["files"] as? [[String: Any]])?.first?["path"] as? String == "study.yaml")
    #expect(manifest["trials_asked"] as? Int == 1000)
  }

  @Test func writesYearsAsNumbersAndArrays() throws {
    let folder = try TemporaryFolder()
    _ = try write(folder, years: YearFiles(table: true, arrays: true))
    let lines = try folder.text("out/years.csv").split(separator: "\n")
    #expect(lines.count == 9)
    #expect(lines[8].hasPrefix("out,current,3,0.9,0.3,0,"))
    let data = try #require(FileManager.default.contents(atPath: folder.file("out/aggregate.npy")))
    #expect(data.count == 128 + 4 * 8)
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (4,), }"
    #expect(String(decoding: data[10..<(10 + header.utf8.count)], as: UTF8.self) == header)
    #expect(data[127] == 0x0A && Array(data[..<6]) == [0x93] + Array("NUMPY".utf8))
    let last = data.suffix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    #expect(Double(bitPattern: last) == 0.9)
    #expect(folder.names("out").filter { $0.hasSuffix(".npy") }.count == 4)
  }

  @Test func leavesNothingWhereWritingFails() throws {
    let folder = try TemporaryFolder()
    let run = try MadeUpRun.run(in: folder)
    let claimed = try RunFolder.claim(folder.file("out"))
    // A folder where a file is to be: the writer fails half-way.
    try FileManager.default.createDirectory(
      atPath: claimed.partial + "/risks.csv", withIntermediateDirectories: false)
    #expect(throws: RunFolderError.self) { try run.write(to: claimed) }
    #expect(folder.names() == ["study.yaml"])
  }

  @Test func leavesNothingWhereTheNameWasTakenMeanwhile() throws {
    let folder = try TemporaryFolder()
    let run = try MadeUpRun.run(in: folder)
    let claimed = try RunFolder.claim(folder.file("out"))
    try "mine".write(toFile: folder.file("out"), atomically: true, encoding: .utf8)
    #expect(throws: RunFolderError.exists(path: folder.file("out"))) { try run.write(to: claimed) }
    #expect(folder.names() == ["out", "study.yaml"])
    #expect(try folder.text("out") == "mine")
  }

  @Test func aStoppedRunSaysSo() throws {
    let folder = try TemporaryFolder()
    let run = try MadeUpRun.run(in: folder, trials: 4, endedBy: "stopped")
    #expect(run.wasStopped && run.manifest(run: "x").status == .stopped)
    #expect(
      run.summary(run: "x").notes.first
        == "stopped after 4 of 1000 trials: a valid smaller run")
  }

  @Test func conditionsHoldForTheirCriteria() throws {
    let folder = try TemporaryFolder()
    let level = try MadeUpRun.run(in: folder).summary(run: "x").shown
    #expect(FailCondition.people.criteria(in: level).map(\.criterion) == ["fatalities"])
    #expect(FailCondition.tolerance.criteria(in: level).isEmpty)
    #expect(FailCondition.service.criteria(in: level).isEmpty)
    #expect(
      FailCondition.undecided.criteria(in: level).map(\.criterion) == ["tolerance/1000000"])
  }
}
