internal import Foundation

/// The folder of one run while it is being written: seen whole or not at all.
///
/// Everything is written into a sibling folder `.<id>.partial`, which takes the run's name in one
/// step at the end. Making the sibling is what claims the name: of two runs at once, one makes it
/// and the other goes on to the next letter.
public struct RunFolder: Sendable {
  /// The run's id: the folder's name.
  public let id: String
  /// The path that the folder will have.
  public let path: String
  /// The path where it is written.
  let partial: String

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
    var number = 0
    while true {
      let folder = RunFolder(id: "\(letter)-\(day)-\(letters(number))", in: runs)
      if try folder.claim() { return folder }
      number += 1
    }
  }

  /// Claims a folder that a user has named; it must not exist.
  public static func claim(_ path: String) throws(RunFolderError) -> RunFolder {
    let url = URL(fileURLWithPath: path).standardizedFileURL
    let parent = url.deletingLastPathComponent().path
    let folder = RunFolder(id: url.lastPathComponent, in: parent)
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
  }

  /// Removes everything that was written.
  public func discard() {
    try? FileManager.default.removeItem(atPath: partial)
  }

  /// Whether the name was free; it is taken where a finished or a growing run has it.
  private func claim() throws(RunFolderError) -> Bool {
    guard !Self.exists(path) else { return false }
    guard mkdir(partial, 0o777) == 0 else {
      let code = errno
      guard code == EEXIST else { throw .system(path: partial, code: code) }
      return false
    }
    // Another run may have finished under this name between the look and the claim.
    guard !Self.exists(path) else {
      rmdir(partial)
      return false
    }
    return true
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
