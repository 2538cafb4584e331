internal import Crypto
internal import Foundation

/// A file that is written once, front to back, with its size and digest known at the end.
struct OutputFile: ~Copyable {
  /// What a description of the folder says of a file.
  struct Receipt: Sendable {
    let name: String
    let bytes: Int
    /// SHA-256, in hexadecimal.
    let digest: String
  }

  private let path: String
  private let name: String
  private let descriptor: Int32
  private var bytes = 0
  private var hash = SHA256()

  /// A new file in a folder; it must not exist.
  init(_ name: String, in folder: String) throws(RunFolderError) {
    self.name = name
    path = (folder as NSString).appendingPathComponent(name)
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .system(path: path, code: errno) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Appends bytes; a short write goes on until all is written.
  mutating func write(_ piece: UnsafeRawBufferPointer) throws(RunFolderError) {
    hash.update(bufferPointer: piece)
    bytes += piece.count
    var rest = piece
    while let base = rest.baseAddress, !rest.isEmpty {
      let written = Foundation.write(descriptor, base, rest.count)
      if written < 0 {
        let code = errno
        guard code == EINTR else { throw .system(path: path, code: code) }
      } else {
        rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      }
    }
  }

  /// Ends the file.
  consuming func finish() -> Receipt {
    Receipt(name: name, bytes: bytes, digest: hash.finalize().hexadecimal)
  }
}

extension OutputFile {
  /// Writes a whole file.
  static func write(
    _ data: Data, to name: String, in folder: String
  ) throws(RunFolderError) -> Receipt {
    var file = try OutputFile(name, in: folder)
    let bytes = [UInt8](data)
    try file.append(bytes)
    return file.finish()
  }

  /// Writes a table as CSV.
  static func write(_ table: Table, in folder: String) throws(RunFolderError) -> Receipt {
    var file = try OutputFile("\(table.name).csv", in: folder)
    do {
      try CSVText.write(table) { try file.append($0) }
    } catch let error as RunFolderError {
      throw error
    } catch {
      throw .system(path: folder, code: EIO)
    }
    return file.finish()
  }

  mutating func append(_ bytes: [UInt8]) throws(RunFolderError) {
    var failure: RunFolderError?
    bytes.withUnsafeBytes { piece in
      do throws(RunFolderError) { try write(piece) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
