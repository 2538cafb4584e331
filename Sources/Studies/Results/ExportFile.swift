public import Foundation

/// A file for an export: it must not exist, and is removed where the export fails.
public struct ExportFile: ~Copyable {
  private let path: String
  private var file: OutputFile

  /// - Throws: `RunFolderError` where the file exists or cannot be made.
  public init(_ path: String) throws(RunFolderError) {
    self.path = path
    do throws(RunFolderError) {
      let url = URL(fileURLWithPath: path)
      file = try OutputFile(url.lastPathComponent, in: url.deletingLastPathComponent().path)
    } catch {
      if case .system(_, EEXIST) = error { throw .exists(path: path) }
      throw error
    }
  }

  /// Appends bytes.
  public mutating func append(_ data: Data) throws(RunFolderError) {
    try file.append([UInt8](data))
  }

  /// Removes the file.
  public func discard() { try? FileManager.default.removeItem(atPath: path) }
}
