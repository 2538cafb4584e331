internal import Foundation

/// A long column of numbers that is written once and then read in any order: in memory up to a
/// limit, beyond it in a temporary file that has no name and ends with the process.
final class SpilledNumbers: @unchecked Sendable {
  // Written by one thread, then sealed; from then on only read.
  private var kept: [Double] = []
  private var file: FileHandle?
  private var mapped = Data()
  private(set) var count = 0
  private let limit: Int

  /// An empty column that keeps so many numbers in memory.
  init(memoryLimit: Int = 1 << 26) {
    limit = memoryLimit
  }

  /// Adds numbers at the end.
  func append(_ values: [Double]) throws {
    count += values.count
    if file == nil, kept.count + values.count <= limit {
      kept += values
      return
    }
    let file = try self.file ?? spill()
    try values.withUnsafeBytes { try file.write(contentsOf: Data($0)) }
  }

  private func spill() throws -> FileHandle {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("breakwater-\(UUID().uuidString).f64")
    guard FileManager.default.createFile(atPath: path.path, contents: nil) else {
      throw WrongUse("no temporary file can be made in \(path.deletingLastPathComponent().path).")
    }
    let file = try FileHandle(forUpdating: path)
    try FileManager.default.removeItem(at: path)
    try kept.withUnsafeBytes { try file.write(contentsOf: Data($0)) }
    kept = []
    self.file = file
    return file
  }

  /// Ends writing; the numbers can be read from now on.
  func seal() throws {
    guard let file else { return }
    try file.synchronize()
    mapped = try Data(
      contentsOf: URL(fileURLWithPath: "/proc/self/fd/\(file.fileDescriptor)"),
      options: .alwaysMapped)
  }

  /// The number at a place; only after `seal`.
  subscript(place: Int) -> Double {
    guard file != nil else { return kept[place] }
    return mapped.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place * 8, as: Double.self) }
  }
}
