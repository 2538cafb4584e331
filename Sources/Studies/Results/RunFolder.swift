internal import Foundation

/// The folder of one run while it is being written: seen whole or not at all.
///
/// Everything is written into a sibling folder `.<id>.partial`, which takes the run's name in one
/// step at the end. Making the sibling is what claims the name: of two runs at once, one makes it
/// and the other goes on to the next letter. Its maker holds a lock on it as long as it lives; what
/// a killed run has left is not locked, and is removed by the next run that meets it.
public struct RunFolder: Sendable {
  /// The run's id: the folder's name.
  public let id: String
  /// The path that the folder will have.
  public let path: String
  /// The path where it is written.
  let partial: String
  /// The lock on `partial`; -1 as long as it is not claimed.
  private var lock: Int32 = -1

  private init(id: String, in parent: String) {
    self.id = id
    path = (parent as NSString).appendingPathComponent(id)
    partial = (parent as NSString).appendingPathComponent(".\(id).partial")
  }

  /// Claims the first free id of a day, `r-2026-11-23-a` to `-z`, then `-aa`, in a folder of runs.
  ///
  /// - Parameter letter: The first letter, which tells kinds of results apart.
  public static func claimNext(
    in runs: String, day: String, letter: String = "r"
  ) throws(RunFolderError) -> RunFolder {
    try makeParent(runs)
    removeLeftovers(in: runs)
    var number = 0
    while true {
      var folder = RunFolder(id: "\(letter)-\(day)-\(letters(number))", in: runs)
      if try folder.claim() { return folder }
      number += 1
    }
  }

  /// Claims a folder that a user has named; it must not exist.
  public static func claim(_ path: String) throws(RunFolderError) -> RunFolder {
    let url = URL(fileURLWithPath: path).standardizedFileURL
    let parent = url.deletingLastPathComponent().path
    var folder = RunFolder(id: url.lastPathComponent, in: parent)
    guard !exists(folder.path) else { throw .exists(path: path) }
    try makeParent(parent)
    guard try folder.claim() else { throw .exists(path: path) }
    return folder
  }

  /// Gives the folder its name.
  ///
  /// Nothing that stands there already is replaced.
  func commit() throws(RunFolderError) {
    guard !Self.exists(path) else { throw .exists(path: path) }
    guard rename(partial, path) == 0 else { throw .system(path: path, code: errno) }
    if lock >= 0 { close(lock) }
  }

  /// Removes everything that was written.
  public func discard() {
    try? FileManager.default.removeItem(atPath: partial)
    if lock >= 0 { close(lock) }
  }

  /// Whether the name was free; it is taken where a finished or a growing run has it.
  private mutating func claim() throws(RunFolderError) -> Bool {
    guard !Self.exists(path) else { return false }
    Self.removeLeftover(partial)
    guard mkdir(partial, 0o777) == 0 else {
      let code = errno
      guard code == EEXIST else { throw .system(path: partial, code: code) }
      return false
    }
    // Another run may take the new folder for a leftover before it is locked, and then has it.
    switch Self.hold(partial) {
    case .held(let descriptor): lock = descriptor
    case .another: return false
    case .unknown: break
    }
    // Another run may have finished under this name between the look and the claim.
    guard !Self.exists(path) else {
      rmdir(partial)
      if lock >= 0 { close(lock) }
      return false
    }
    return true
  }

  // MARK: Leftovers of killed runs

  private enum Hold {
    case held(Int32)
    /// Another run holds the folder, or it is gone.
    case another
    /// The file system has no locks on folders: leftovers stay there.
    case unknown
  }

  /// Locks a folder that no living run holds.
  ///
  /// The system lets go of the lock when a process ends, however that comes.
  private static func hold(_ folder: String) -> Hold {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return .another }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let isHeld = errno == EWOULDBLOCK
      close(descriptor)
      return isHeld ? .another : .unknown
    }
    var (held, named) = (stat(), stat())
    // Between the opening and the lock the folder may have been finished under its own name.
    guard fstat(descriptor, &held) == 0, lstat(folder, &named) == 0,
      held.st_ino == named.st_ino, held.st_dev == named.st_dev
    else {
      close(descriptor)
      return .another
    }
    return .held(descriptor)
  }

  /// Removes a folder that a killed run has left half-written.
  private static func removeLeftover(_ partial: String) {
    guard case .held(let lock) = hold(partial) else { return }
    try? FileManager.default.removeItem(atPath: partial)
    close(lock)
  }

  private static func removeLeftovers(in runs: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: runs)) ?? []
    for name in names where name.hasPrefix(".r-") && name.hasSuffix(".partial") {
      removeLeftover((runs as NSString).appendingPathComponent(name))
    }
  }

  /// The letters of a number from 0: a to z, then aa, ab and so on.
  static func letters(_ number: Int) -> String {
    var rest = number
    var text = ""
    repeat {
      text = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(rest % 26))) + text
      rest = rest / 26 - 1
    } while rest >= 0
    return text
  }

  /// Makes a folder and those above it; one that is there is as good.
  private static func makeParent(_ path: String) throws(RunFolderError) {
    guard mkdir(path, 0o777) != 0 else { return }
    let code = errno
    if code == EEXIST { return }
    let parent = (path as NSString).deletingLastPathComponent
    guard code == ENOENT, !parent.isEmpty, parent != path else {
      throw .system(path: path, code: code)
    }
    try makeParent(parent)
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw .system(path: path, code: errno)
    }
  }

  /// Whether anything has the name, a link that leads nowhere too.
  private static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }
}

/// Why a run folder could not be made or written.
public enum RunFolderError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A folder that was named exists; nothing in it was touched.
  case exists(path: String)
  /// The system refused, with its error number.
  case system(path: String, code: Int32)

  /// A sentence for a terminal.
  public var description: String {
    switch self {
    case .exists(let path):
      return "\(path) exists already and was left as it is. Name another, or remove it first."
    case .system(let path, let code):
      return "cannot write \(path): \(Self.reason(code))"
    }
  }

  private static func reason(_ code: Int32) -> String {
    switch code {
    case ENOSPC: return "the disk is full. Nothing was kept; free some space or name another place."
    case EDQUOT: return "your quota is used up. Nothing was kept; free some space."
    case EROFS, EACCES, EPERM: return "no permission. Name another place with -o."
    case ENOTDIR: return "a part of the path is a file, not a folder."
    default: return String(cString: strerror(code)) + "."
    }
  }
}
