/// A place in a study's files, for messages.
public struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
  /// The file's path relative to the study folder, or `-` for standard input.
  public let file: String
  /// The line, from 1.
  public let line: Int
  /// The column in characters, from 1.
  public let column: Int

  /// Makes the value from its parts.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`.
  public var description: String { "\(file):\(line):\(column)" }
}
