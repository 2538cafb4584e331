import Crypto
import Foundation
import RiskModel

/// A file that a study was read from.
public struct ReadFile: Hashable, Sendable, Codable {
  /// The path relative to the study folder, `-` for standard input, or an overlay's path as given.
  public let path: String
  /// The size in bytes.
  public let size: Int
  /// The SHA-256 digest in hexadecimal.
  public let sha256: String
}

/// The files of one study: opens nothing outside its folder, and keeps account of what was read.
final class StudyFiles {
  /// The folder with all links resolved.
  let root: String
  private(set) var files: [String: ReadFile] = [:]

  init(root: String) {
    self.root = StudyFiles.realPath(root) ?? root
  }

  /// The bytes of a file that the study names at a place.
  ///
  /// - Throws: `StudyReadError` for a path that is not a readable file inside the folder, and with
  ///   `tooLarge` for one above the limit.
  func bytes(
    of path: String, at place: SourceLocation, path where: String, limit: Int,
    tooLarge: (Int, String) -> StudyProblem
  ) throws -> (bytes: [UInt8], file: String) {
    let (real, name) = try resolve(path, at: place, path: `where`)
    let file = try open(real, name: name, at: place, path: `where`)
    guard file.size <= limit else { throw StudyReadError(tooLarge(file.size, name)) }
    let bytes = try file.readAll(limit: limit)
    guard bytes.count <= limit else { throw StudyReadError(tooLarge(bytes.count, name)) }
    record(name, bytes)
    return (bytes, name)
  }

  /// A file inside the folder, opened for streaming; record its digest when it was read.
  func stream(
    _ path: String, at place: SourceLocation, path where: String
  ) throws -> OpenFile {
    let (real, name) = try resolve(path, at: place, path: `where`)
    return try open(real, name: name, at: place, path: `where`)
  }

  /// Keeps account of a file whose bytes are at hand.
  func record(_ name: String, _ bytes: [UInt8]) {
    record(name, size: bytes.count, digest: SHA256.hash(data: bytes))
  }

  /// Keeps account of a file that was streamed.
  func record(_ name: String, size: Int, digest: SHA256.Digest) {
    files[name] = ReadFile(path: name, size: size, sha256: digest.hexadecimal)
  }

  /// The digest of a study: SHA-256 over the sorted lines `path digest`.
  static func digest(of files: [ReadFile]) -> String {
    let lines = files.map { "\($0.path) \($0.sha256)\n" }.sorted().joined()
    return lines.sha256
  }

  // MARK: Paths

  /// The real path of a file and its name relative to the folder.
  private func resolve(
    _ path: String, at place: SourceLocation, path where: String
  ) throws -> (real: String, name: String) {
    func refuse(_ requirement: String, _ remedy: String, nearest: String? = nil) -> StudyReadError {
      StudyReadError(
        StudyProblem(
          location: place, path: `where`, value: String(path.prefix(200)), requirement: requirement,
          remedy: remedy, nearest: nearest))
    }
    let copy = "Copy the file into the study folder and name it from there"
    guard !path.isEmpty, !path.utf8.contains(0), path.utf8.count <= 1024 else {
      throw refuse("a file's name is missing or longer than 1024 bytes", "Name a file of the study")
    }
    guard !path.hasPrefix("/"), !path.hasPrefix("~") else {
      throw refuse("files of a study are named from the study folder, never from the root", copy)
    }
    guard let name = Self.normalised(path) else {
      throw refuse("the path leaves the study folder", copy)
    }
    guard let real = Self.realPath(root + "/" + name) else {
      throw refuse(
        "the study folder has no such file",
        "Create it or mend the name; paths count from the study folder", nearest: nearest(to: name))
    }
    guard real.hasPrefix(root == "/" ? "/" : root + "/") else {
      throw refuse("the path is a link that leads out of the study folder", copy)
    }
    return (real, name)
  }

  /// The path without `.` and `..`; nil where it leaves the folder.
  static func normalised(_ path: String) -> String? {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." {
        guard parts.popLast() != nil else { return nil }
      } else {
        parts.append(part)
      }
    }
    return parts.isEmpty ? "." : parts.joined(separator: "/")
  }

  static func realPath(_ path: String) -> String? {
    guard let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  /// The path most like one that is missing, part by part; nil where a part has no like.
  private func nearest(to name: String) -> String? {
    var found: [String] = []
    for part in name.split(separator: "/").map(String.init) {
      guard let real = Self.realPath(([root] + found).joined(separator: "/")),
        real == root || real.hasPrefix(root + "/"),
        let names = try? FileManager.default.contentsOfDirectory(atPath: real)
      else { return nil }
      guard let best = names.contains(part) ? part : nearestName(to: part, in: names.sorted())
      else { return nil }
      found.append(best)
    }
    return found.joined(separator: "/")
  }

  // MARK: Opening

  /// Opens a regular file for reading; `real` has no links in it.
  func open(
    _ real: String, name: String, at place: SourceLocation, path where: String
  ) throws -> OpenFile {
    func refuse(_ requirement: String, _ remedy: String) -> StudyReadError {
      StudyReadError(
        StudyProblem(
          location: place, path: `where`, value: name, requirement: requirement, remedy: remedy))
    }
    var info = stat()
    guard stat(real, &info) == 0 else {
      throw refuse("the file cannot be opened: \(Self.reason())", "Check its name and permissions")
    }
    // Looked at before it is opened: opening a pipe waits for a writer, and a device may act.
    guard info.st_mode & S_IFMT == S_IFREG else {
      throw refuse(
        "the path is \(Self.kind(info.st_mode)), and a file is required", "Name a regular file")
    }
    let descriptor = Foundation.open(real, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      throw refuse("the file cannot be opened: \(Self.reason())", "Check its permissions")
    }
    let file = OpenFile(descriptor: descriptor, name: name, place: place, path: `where`)
    // Looked at again: the name may have come to mean another thing in between.
    guard fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFREG else {
      throw refuse("the path is no longer a file", "Name a regular file")
    }
    file.size = Int(info.st_size)
    return file
  }

  private static func reason() -> String {
    switch errno {
    case EACCES, EPERM: "permission denied"
    case ENOENT: "no such file"
    case EMFILE, ENFILE: "too many open files"
    default: String(cString: strerror(errno))
    }
  }

  private static func kind(_ mode: mode_t) -> String {
    switch mode & S_IFMT {
    case S_IFDIR: "a folder"
    case S_IFIFO: "a pipe"
    case S_IFSOCK: "a socket"
    case S_IFCHR, S_IFBLK: "a device"
    default: "not a regular file"
    }
  }
}

/// A file open for reading; closed when the last holder lets go.
final class OpenFile {
  let name: String
  let place: SourceLocation
  let path: String
  fileprivate(set) var size = 0
  private let descriptor: Int32

  init(descriptor: Int32, name: String, place: SourceLocation, path: String) {
    self.descriptor = descriptor
    self.name = name
    self.place = place
    self.path = path
  }

  deinit { if descriptor > 2 { close(descriptor) } }

  /// Fills the buffer as far as the file goes; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard let base = buffer.baseAddress else { return 0 }
    while true {
      let count = Foundation.read(descriptor, base, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else {
        throw StudyReadError(
          StudyProblem(
            location: place, path: path, value: name,
            requirement: "the file cannot be read: \(String(cString: strerror(errno)))",
            remedy: "Check the file and its disk"))
      }
    }
  }

  /// All bytes, at most one more than the limit: a file may grow while it is read.
  func readAll(limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(max(size, 0), limit) + 1)
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while bytes.count <= limit {
      let room = min(chunk.count, limit + 1 - bytes.count)
      let count = try chunk.withUnsafeMutableBytes { buffer in
        try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<room]))
      }
      guard count > 0 else { break }
      bytes.append(contentsOf: chunk[..<count])
    }
    return bytes
  }
}
