internal import Crypto
internal import Foundation

/// Digests by which a change of a run folder is seen.
///
/// `run.json` holds the digest of every other file, and its own with zeros in place of that digest:
/// it is written last, when all others are known. A seal shows change; it is no signature.
enum RunSeal {
  static let file = "run.json"
  private static let blank = String(repeating: "0", count: 64)

  /// The files of a folder with size and digest, by name.
  ///
  /// - Parameter known: those whose digests were taken while they were written.
  static func outputs(in folder: String, known: [ReadFile] = []) throws -> [ReadFile] {
    let digests = Dictionary(known.map { ($0.path, $0) }, uniquingKeysWith: { $1 })
    return try names(in: folder).filter { $0 != file }.map { name in
      try digests[name] ?? read(name, in: folder)
    }
  }

  /// Every file below a folder, by path, without hidden ones.
  static func names(in folder: String) throws -> [String] {
    let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return all.filter { path in
      guard !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) else { return false }
      var isFolder: ObjCBool = false
      let full = (folder as NSString).appendingPathComponent(path)
      return FileManager.default.fileExists(atPath: full, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }

  /// Size and digest of one file, read in pieces.
  static func read(_ name: String, in folder: String) throws -> ReadFile {
    let path = (folder as NSString).appendingPathComponent(name)
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? handle.close() }
    var hash = SHA256()
    var size = 0
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
      hash.update(data: piece)
      size += piece.count
    }
    return ReadFile(path: name, size: size, sha256: hash.finalize().hexadecimal)
  }

  /// The manifest's bytes with its seal.
  static func sealed(_ manifest: RunManifest) throws -> Data {
    var manifest = manifest
    manifest.seal = blank
    let open = try ResultJSON.data(manifest)
    manifest.seal = SHA256.hash(data: open).hexadecimal
    return try ResultJSON.data(manifest)
  }

  /// Whether the bytes of a manifest are those that were sealed.
  static func isWhole(_ data: Data, seal: String) -> Bool {
    let whole = String(decoding: data, as: UTF8.self)
    let key = "\"seal\" : \""
    let open = whole.replacing(key + seal, with: key + blank)
    return open.sha256 == seal
  }
}
