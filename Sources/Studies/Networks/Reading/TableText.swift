internal import Crypto
internal import Dispatch
internal import Foundation
internal import LinearAlgebra
internal import RiskModel

/// The bytes of a table, whole in memory, with room behind them so that words may be read past the end.
///
/// Read, not mapped: a mapped file that another program cuts short ends the process.
final class TableText: @unchecked Sendable {
  /// Bytes of line ends that stand behind the text.
  static let padding = 16
  /// Bytes that a table may have: 32 GiB, unpacked.
  static let limit = 32 << 30

  /// The path as it was given; `-` for standard input.
  let name: String
  /// The first byte.
  let base: UnsafeMutablePointer<UInt8>
  /// The number of bytes.
  let count: Int
  /// The size of the file as it lies on the disk.
  let size: Int
  private let compressed: Data?

  /// Takes over memory that `allocate` gave.
  private init(
    name: String, base: UnsafeMutablePointer<UInt8>, count: Int, size: Int, compressed: Data?
  ) {
    self.name = name
    self.base = base
    self.count = count
    self.size = size
    self.compressed = compressed
    for place in 0..<Self.padding { base[count + place] = 0x0A }
  }

  deinit { free(base) }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  /// The digest of the file as it lies on the disk.
  var record: ReadFile {
    let digest: SHA256.Digest
    if let compressed {
      digest = SHA256.hash(data: compressed)
    } else {
      var hash = SHA256()
      hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
      digest = hash.finalize()
    }
    return ReadFile(path: name, size: size, sha256: digest.hexadecimal)
  }

  // MARK: Reading

  /// Reads a file, unpacked where it is compressed by gzip, or standard input for `-`.
  ///
  /// - Throws: `StudyProblem` where it cannot be read.
  static func read(_ path: String, threads: Int) throws -> TableText {
    if path == "-" {
      return try whole(path, FileHandle.standardInput.readToEnd() ?? Data())
    }
    let (descriptor, size) = try open(path)
    defer { close(descriptor) }
    let base = try allocate(size, path)
    let got = fill(base, size, descriptor, threads)
    guard got == size else {
      free(base)
      throw problem(path, "the file cannot be read to its end", "Check the file and its disk")
    }
    guard size >= 2, base[0] == 0x1F, base[1] == 0x8B else {
      return TableText(name: path, base: base, count: size, size: size, compressed: nil)
    }
    defer { free(base) }
    return try unpacked(path, Data(bytes: base, count: size))
  }

  private static func whole(_ path: String, _ data: Data) throws -> TableText {
    if data.starts(with: [0x1F, 0x8B]) { return try unpacked(path, data) }
    let base = try allocate(data.count, path)
    data.copyBytes(to: base, count: data.count)
    return TableText(
      name: path, base: base, count: data.count, size: data.count, compressed: nil)
  }

  private static func unpacked(_ path: String, _ data: Data) throws -> TableText {
    switch GzipReader.unpack(data, padding: padding, limit: limit) {
    case .success(let memory):
      return TableText(
        name: path, base: memory.base, count: memory.count, size: data.count, compressed: data)
    case .failure(let error): throw problem(path, error.requirement, error.remedy)
    }
  }

  private static func allocate(_ size: Int, _ path: String) throws -> UnsafeMutablePointer<UInt8> {
    guard size <= limit, let memory = malloc(size + padding) else {
      throw problem(path, "the file is larger than memory allows", "Split the table")
    }
    LargePages.advise(memory, byteCount: size)
    return memory.assumingMemoryBound(to: UInt8.self)
  }

  /// Opens a regular file; a pipe or a device would wait or act.
  private static func open(_ path: String) throws -> (descriptor: Int32, size: Int) {
    var info = stat()
    guard stat(path, &info) == 0 else {
      throw problem(
        path, "the file cannot be opened: \(reason(errno))", "Check its name and permissions",
        nearest: nearest(to: path))
    }
    guard info.st_mode & S_IFMT == S_IFREG else {
      throw problem(path, "the path is not a regular file", "Name a file; - is standard input")
    }
    let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw problem(
        path, "the file cannot be opened: \(reason(errno))", "Check its permissions")
    }
    return (descriptor, Int(info.st_size))
  }

  /// Reads all bytes in pieces that threads share; gives how many came.
  private static func fill(
    _ base: UnsafeMutablePointer<UInt8>, _ size: Int, _ descriptor: Int32, _ threads: Int
  ) -> Int {
    let piece = 4 << 20
    let pieces = (size + piece - 1) / piece
    guard threads > 1, pieces > 1 else { return read(base, 0..<size, descriptor) }
    let target = SharedPointer(base)
    let counts = SharedPointer(UnsafeMutablePointer<Int>.allocate(capacity: threads))
    defer { counts.value.deallocate() }
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      let first = thread * pieces / threads * piece
      let last = min(size, (thread + 1) * pieces / threads * piece)
      counts.value[thread] = read(target.value, first..<last, descriptor)
    }
    return (0..<threads).reduce(0) { $0 + counts.value[$1] }
  }

  private static func read(
    _ base: UnsafeMutablePointer<UInt8>, _ range: Range<Int>, _ descriptor: Int32
  ) -> Int {
    var place = range.lowerBound
    while place < range.upperBound {
      let got = pread(descriptor, base + place, range.upperBound - place, off_t(place))
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { break }
      place += got
    }
    return place - range.lowerBound
  }

  // MARK: Problems

  private static func problem(
    _ path: String, _ requirement: String, _ remedy: String, nearest: String? = nil
  ) -> StudyProblem {
    StudyProblem(
      location: SourceLocation(file: path, line: 1, column: 1), path: "file",
      requirement: requirement, remedy: remedy, nearest: nearest)
  }

  private static func reason(_ code: Int32) -> String {
    switch code {
    case EACCES, EPERM: "permission denied"
    case ENOENT: "no such file"
    default: String(cString: strerror(code))
    }
  }

  /// The file beside it whose name is nearest.
  private static func nearest(to path: String) -> String? {
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    guard let name = nearestName(to: url.lastPathComponent, in: names.sorted()) else { return nil }
    let parent = (path as NSString).deletingLastPathComponent
    return parent.isEmpty ? name : (parent as NSString).appendingPathComponent(name)
  }
}

/// A pointer that several threads write to, each in a part of its own.
struct SharedPointer<Pointee>: @unchecked Sendable {
  let value: UnsafeMutablePointer<Pointee>

  init(_ value: UnsafeMutablePointer<Pointee>) { self.value = value }
}
