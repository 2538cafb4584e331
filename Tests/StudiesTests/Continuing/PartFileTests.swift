import Foundation
import LossSimulation
import Testing

@testable import Studies

/// Files of parts: whole or refused with one sentence.
@Suite struct PartFileTests {
  private func part(in folder: TemporaryFolder, _ text: String = "1/2") async throws -> String {
    try MadeUpRun.study.write(toFile: folder.file("study.yaml"), atomically: true, encoding: .utf8)
    let prepared = try PreparedStudy(StudyRunRequest(study: folder.path, threads: 1))
    let path = folder.file("part")
    _ = try await prepared.writeShard(try #require(RunPart(text)), to: path)
    return path
  }

  @Test func aPartSaysWhoseItIs() async throws {
    let folder = try TemporaryFolder()
    let file = try PartFile(try await part(in: folder, "1/1"))
    #expect(file.header.study.id == "port" && file.header.seed == 7 && file.header.trials == 1000)
    #expect(file.header.blocks == 0..<1 && file.header.blockCount == 1)
    #expect(file.header.lock.contains("Invented port") && file.header.level == "current")
    #expect(folder.names() == ["part", "study.yaml"])
  }

  @Test func nothingIsOverwritten() async throws {
    let folder = try TemporaryFolder()
    try "mine".write(toFile: folder.file("part"), atomically: true, encoding: .utf8)
    await #expect(throws: RunFolderError.exists(path: folder.file("part"))) {
      try await part(in: folder)
    }
    #expect(try folder.text("part") == "mine")
  }

  /// Cut at every length and with every byte changed: always one error, never a part, never a trap.
  @Test func everyDamageIsOneError() async throws {
    let folder = try TemporaryFolder()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: try await part(in: folder, "2/2")))
    let damaged = folder.file("damaged")
    func refusal(_ data: Data) throws -> String? {
      try data.write(to: URL(fileURLWithPath: damaged))
      do {
        _ = try PartFile(damaged)
        return nil
      } catch let error as PartFileError {
        return error.description
      }
    }
    for length in 0..<bytes.count where length < 200 || length % 37 == 0 {
      let message = try #require(try refusal(bytes.prefix(length)))
      #expect(message.contains("cut off") || message.contains("is no part"))
    }
    for place in 0..<bytes.count where place < 64 || place % 37 == 0 {
      var other = bytes
      other[place] ^= 0x10
      #expect(try refusal(other) != nil, "byte \(place)")
    }
    #expect(try refusal(bytes + Data([0]))?.contains("after its end") == true)
    #expect(try refusal(bytes) == nil)
  }

  /// Numbers that a checksum vouches for are still held against the study.
  @Test func partsOfAnotherStudyDoNotFit() async throws {
    let folder = try TemporaryFolder()
    let file = try PartFile(try await part(in: folder, "1/1"))
    let other = try TemporaryFolder()
    try (MadeUpRun.study + "\n  - { id: R02, name: Fire, category: criminal, events: 1, loss: 1 }")
      .write(toFile: other.file("study.yaml"), atomically: true, encoding: .utf8)
    let simulator = try Simulator(StudyReader.read(other.path).study)
    #expect(throws: PartFileError.self) { try file.run(for: simulator) }
  }

  @Test(arguments: ["", "1", "0/3", "4/3", "-1/3", "1/0", "1/2/3", "a/b", "1 / 2", "1/70000"])
  func isNoPart(_ text: String) { #expect(RunPart(text) == nil) }

  @Test func isAPart() {
    let part = RunPart("2/3")
    #expect(part?.number == 2 && part?.count == 3)
  }
}
