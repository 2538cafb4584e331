internal import Foundation
internal import Sampling

/// What is known of the machine.
enum HostFacts {
  static func record(instructionSet: String) -> RunManifest.HostRecord {
    RunManifest.HostRecord(
      name: name, operatingSystem: ProcessInfo.processInfo.operatingSystemVersionString,
      instructionSet: instructionSet, processors: ProcessInfo.processInfo.activeProcessorCount)
  }

  /// The machine's own name, without a question to the network.
  static var name: String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let status = buffer.withUnsafeMutableBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        characters.baseAddress.map { gethostname($0, characters.count - 1) } ?? -1
      }
    }
    guard status == 0 else { return "unknown" }
    return String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
  }
}

/// What `doctor` says of the installation.
public struct InstallationRecord: Codable, Sendable {
  /// Always `doctor/1`.
  public let schema: String
  /// The program and its version.
  public let engine: RunManifest.EngineRecord
  /// The machine.
  public let host: RunManifest.HostRecord
  /// The default number of workers.
  public let threads: Int
  /// The path of the run library.
  public let library: String
  /// `ready`, `absent` (it is made by the first run) or why it cannot be used.
  public let libraryState: String
  /// Runs in the library.
  public let runs: Int?

  /// Looks at this machine and at a library, which is not made where it is absent.
  public static func current(library path: String) -> InstallationRecord {
    let processors = ProcessInfo.processInfo.activeProcessorCount
    var state = "absent"
    var runs: Int?
    if FileManager.default.fileExists(atPath: path) {
      do {
        runs = try RunLibrary(path: path).runs().count
        state = "ready"
      } catch {
        state = RunLibrary.reason(error)
      }
    }
    return InstallationRecord(
      schema: "doctor/1", engine: .current,
      host: HostFacts.record(instructionSet: BlockKernels.instructionSet), threads: processors,
      library: path, libraryState: state, runs: runs)
  }
}
