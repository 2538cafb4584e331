internal import Crypto
internal import Foundation
internal import LossSimulation

/// A file of a part: read whole or refused.
///
/// Eight bytes by which it is known, then, least significant byte first, the number of the format in
/// eight bytes, the length of the header in eight, the header (`PartHeader`, JSON), the length of the
/// numbers in eight, the numbers (`PartialRun.write(to:)`), and the SHA-256 of everything before.
struct PartFile: Sendable {
  let path: String
  let header: PartHeader
  private let data: Data
  private let numbers: Range<Int>

  /// As for PNG: a byte beyond ASCII, letters, and line ends that a transfer as text would change.
  private static let mark: [UInt8] = [0x89, 0x42, 0x57, 0x50, 0x0D, 0x0A, 0x1A, 0x0A]
  private static let format: UInt64 = 1
  private static let digestBytes = 32

  /// - Throws: `PartFileError` for a file that is not a whole part, `WrongUse` where there is none.
  init(_ path: String) throws {
    self.path = path
    data = try Self.bytes(of: path)
    let places = try Self.places(in: data, path)
    numbers = places.numbers
    let digest = SHA256.hash(data: data.prefix(data.count - Self.digestBytes))
    guard Array(digest) == Array(data.suffix(Self.digestBytes)) else {
      throw PartFileError(path, "is damaged: its checksum does not fit. Copy or compute it again.")
    }
    do {
      header = try ResultJSON.read(PartHeader.self, from: data.subdata(in: places.header))
    } catch {
      throw PartFileError(path, "is from another version: its header cannot be read.")
    }
    guard header.schema == "part/1", header.blocks != nil else {
      throw PartFileError(path, "was written in the format \(header.schema), not part/1.")
    }
  }

  /// The part for a simulator of its study.
  func run(for simulator: Simulator) throws -> PartialRun {
    let run: PartialRun
    do {
      run = try data.withUnsafeBytes { bytes throws(DamagedPart) in
        try simulator.partialRun(from: UnsafeRawBufferPointer(rebasing: bytes[numbers]))
      }
    } catch DamagedPart.endsEarly {
      throw PartFileError(path, "does not fit its study: it holds another number of values.")
    } catch DamagedPart.holds(let what) {
      throw PartFileError(path, "does not fit its study: it holds \(what).")
    }
    guard run.blocks == header.blocks else {
      throw PartFileError(path, "holds other blocks than its header says.")
    }
    return run
  }

  // MARK: Reading

  private static func bytes(of path: String) throws -> Data {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw WrongUse("There is no file \(ProblemReport.printable(path)).")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw WrongUse("\(ProblemReport.printable(path)) is not a file.")
    }
    do {
      return try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    } catch {
      throw WrongUse("\(ProblemReport.printable(path)) cannot be read: no permission.")
    }
  }

  private static func places(
    in data: Data, _ path: String
  ) throws -> (header: Range<Int>, numbers: Range<Int>) {
    guard data.prefix(mark.count) == Data(mark.prefix(data.count)), !data.isEmpty else {
      throw PartFileError(path, "is no part of a run: `breakwater shard` writes them.")
    }
    let cut = PartFileError(path, "is cut off. Copy or compute it again.")
    guard let format = word(data, at: 8) else { throw cut }
    guard format == Self.format else {
      throw PartFileError(path, "has the format \(format); this version reads \(Self.format).")
    }
    guard let header = range(data, at: 16), let numbers = range(data, at: header.upperBound),
      data.count - numbers.upperBound >= digestBytes
    else { throw cut }
    guard data.count - numbers.upperBound == digestBytes else {
      throw PartFileError(path, "has bytes after its end. Copy or compute it again.")
    }
    return (header, numbers)
  }

  private static func word(_ data: Data, at place: Int) -> UInt64? {
    guard data.count - place >= 8 else { return nil }
    return data.withUnsafeBytes {
      UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
  }

  /// The bytes behind a length.
  private static func range(_ data: Data, at place: Int) -> Range<Int>? {
    guard let length = word(data, at: place), length <= UInt64(data.count - place - 8) else {
      return nil
    }
    return place + 8..<place + 8 + Int(length)
  }

  // MARK: Writing

  /// Writes a part into a folder, in which the file must not exist.
  @discardableResult
  static func write(
    _ run: PartialRun, _ header: PartHeader, to name: String, in folder: String
  ) throws -> Int {
    let sink = PartSink(try OutputFile(name, in: folder))
    try sink.write(mark + littleEndian(format))
    let head = try ResultJSON.data(header)
    try sink.write(littleEndian(UInt64(head.count)) + [UInt8](head))
    // The length goes before the numbers, so that they are counted first.
    var length = 0
    try run.write { length += $0.count }
    try sink.write(littleEndian(UInt64(length)))
    try run.write { try sink.write($0) }
    return try sink.finish()
  }

  private static func littleEndian(_ value: UInt64) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}

/// Writes a file and gathers the checksum that closes it.
private final class PartSink {
  private var file: OutputFile
  private var hash = SHA256()
  private var bytes = 0

  init(_ file: consuming OutputFile) { self.file = file }

  func write(_ piece: UnsafeRawBufferPointer) throws {
    hash.update(bufferPointer: piece)
    bytes += piece.count
    try file.write(piece)
  }

  func write(_ piece: [UInt8]) throws { try piece.withUnsafeBytes { try write($0) } }

  /// The size of the whole file.
  func finish() throws -> Int {
    try write(Array(hash.finalize()))
    return bytes
  }
}

/// Says why a part, or parts together, cannot be used.
public struct PartFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Sentences with their dots.
  public let description: String

  init(_ path: String, _ what: String) {
    description = "\(ProblemReport.printable(path)) \(what)"
  }

  init(_ sentences: String) { description = sentences }
}
