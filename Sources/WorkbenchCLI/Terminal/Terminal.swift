import Foundation
import Studies

/// Standard output for results, standard error for everything else.
enum Terminal {
  /// Says that nobody reads standard output any more.
  struct Closed: Error {}

  /// Writes a result.
  static func print(_ text: String) throws { try write(Array(text.utf8)) }

  /// Writes a result.
  static func print(_ data: Data) throws { try write([UInt8](data)) }

  /// Writes a sentence for the person at the terminal.
  static func complain(_ text: String) { try? write(Array(text.utf8), to: STDERR_FILENO) }

  /// Colours for standard output, by the rules of clig.dev.
  static func ink(noColor: Bool) -> Ink {
    let environment = ProcessInfo.processInfo.environment
    func isSet(_ name: String) -> Bool { !(environment[name] ?? "").isEmpty }
    if noColor { return Ink(isOn: false) }
    if isSet("FORCE_COLOR") { return Ink(isOn: true) }
    let isDumb = environment["TERM"] == "dumb"
    return Ink(isOn: isatty(STDOUT_FILENO) != 0 && !isSet("NO_COLOR") && !isDumb)
  }

  /// Writes all bytes; a closed pipe is told apart from a failure.
  private static func write(_ bytes: [UInt8], to descriptor: Int32 = STDOUT_FILENO) throws {
    var start = 0
    while start < bytes.count {
      let written = bytes[start...].withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress, $0.count)
      }
      if written >= 0 {
        start += written
      } else if errno == EPIPE {
        throw Closed()
      } else if errno != EINTR && errno != EAGAIN {
        throw CocoaError(.fileWriteUnknown)
      }
    }
  }

  /// A path as the user would write it: relative where it is below the current directory.
  static func shortened(_ path: String) -> String {
    let current = FileManager.default.currentDirectoryPath + "/"
    return path.hasPrefix(current) ? String(path.dropFirst(current.count)) : path
  }
}
