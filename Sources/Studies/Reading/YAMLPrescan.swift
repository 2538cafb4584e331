import RiskModel

/// Looks over a YAML text before libyaml composes it, so that hostile text costs no more than one pass.
///
/// The composer recurses into nested collections, keeps every value in memory and hashes whole
/// keys (through aliases); this scan refuses what would make any of these large: deep nesting, too
/// many values, collections and aliases as keys, tag directives. It follows quotes, comments and
/// block scalars as libyaml does. Where the two could differ the scan may count too little, never
/// too much: libyaml has its own limit of 1000 levels, and the exact limits are checked on the tree.
struct YAMLPrescan {
  private let bytes: ArraySlice<UInt8>
  private let file: String
  private var index: Int
  private var line = 1
  private var lineStart: Int
  /// Columns at which the open block collections stand.
  private var indents: [Int] = []
  /// The open flow collections, outermost first.
  private var flow: [FlowLevel] = []
  /// Where a key would begin on this line; nil once one has.
  private var keyColumn: Int?
  private var values = 0

  private struct FlowLevel {
    let isMapping: Bool
    var atKey: Bool
  }

  private init(_ bytes: ArraySlice<UInt8>, file: String) {
    self.bytes = bytes
    self.file = file
    index = bytes.startIndex
    lineStart = index
  }

  /// Refuses text that is not worth composing.
  static func check(_ bytes: ArraySlice<UInt8>, file: String) throws {
    var scan = YAMLPrescan(bytes, file: file)
    while scan.index < scan.bytes.endIndex { try scan.scanLine() }
  }

  // MARK: Block context

  /// One line of the block context, or more where a scalar or a flow collection runs on.
  private mutating func scanLine() throws {
    let indent = skipSpaces()
    guard let byte = peek(), !isBreak(byte), byte != UInt8(ascii: "#") else { return skipLine() }
    if indent == 0 {
      if byte == UInt8(ascii: "%") { try refuseDirective() }
      if startsWith("---") || startsWith("...") {
        indents = []
        keyColumn = nil
        index += 3
        return try scanContent()
      }
    }
    while let last = indents.last, last > indent { indents.removeLast() }
    try count()
    keyColumn = indent
    while let indicator = peek(), isBlank(at: index + 1) {
      if indicator == UInt8(ascii: "?") { try refuseKey("an explicit key (`? `)") }
      guard indicator == UInt8(ascii: "-") else { break }
      try count()
      try openIndent(column)
      index += 1
      skipBlanks()
      keyColumn = column
    }
    try scanContent()
  }

  /// The rest of a line in the block context: values, keys and a comment.
  private mutating func scanContent() throws {
    var mayStart = true
    while let byte = peek(), !isBreak(byte) {
      if "[{\"'|>*".utf8.contains(byte) {
        // In the middle of a plain scalar an indicator is a character like others.
        guard mayStart else { return try skipPlain(&mayStart) }
        mayStart = false
      }
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"):
        index += 1
        if peek() == UInt8(ascii: "#") { return skipLine() }
      case UInt8(ascii: ":") where isBlank(at: index + 1):
        try openKey()
        mayStart = true
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        try scanFlow()
        try refuseCollectionKey()
      case UInt8(ascii: "\""), UInt8(ascii: "'"): skipQuoted(byte)
      case UInt8(ascii: "|"), UInt8(ascii: ">"): return skipBlockScalar()
      case UInt8(ascii: "&"), UInt8(ascii: "!"): skipWord()
      case UInt8(ascii: "*"):
        skipWord()
        try refuseAliasKey()
      default:
        try skipPlain(&mayStart)
        if !mayStart { return }
      }
    }
    skipLine()
  }

  /// A plain scalar: up to `: `, ` #` or, with its continuation lines, its end.
  private mutating func skipPlain(_ mayStart: inout Bool) throws {
    while let byte = peek(), !isBreak(byte) {
      if byte == UInt8(ascii: ":"), isBlank(at: index + 1) {
        try openKey()
        mayStart = true
        return
      }
      if byte == UInt8(ascii: "#"), index > lineStart, isBlank(at: index - 1) {
        mayStart = false
        return skipLine()
      }
      index += 1
    }
    mayStart = false
    skipLine()
    skipDeeperLines(than: indents.last ?? 0, stopAtComment: true)
  }

  /// A literal or folded scalar: its header and all lines that stand deeper than its parent.
  private mutating func skipBlockScalar() {
    skipLine()
    skipDeeperLines(than: indents.last ?? 0, stopAtComment: false)
  }

  private mutating func skipDeeperLines(than indent: Int, stopAtComment: Bool) {
    while index < bytes.endIndex {
      let start = index
      let depth = skipSpaces()
      guard let byte = peek() else { return }
      if isBreak(byte) || depth > indent {
        if stopAtComment, byte == UInt8(ascii: "#") {
          index = start
          return
        }
        skipLine()
      } else {
        index = start
        return
      }
    }
  }

  /// A colon: what stands before it is a key, and the first key of a line opens its mapping.
  private mutating func openKey() throws {
    if let column = keyColumn { try openIndent(column) }
    keyColumn = nil
    index += 1
  }

  private mutating func openIndent(_ indent: Int) throws {
    if indents.last != indent { indents.append(indent) }
    try checkDepth()
  }

  // MARK: Flow context

  /// A flow collection with all that is inside, over as many lines as it takes.
  private mutating func scanFlow() throws {
    var plain = false
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        try openFlow(isMapping: byte == UInt8(ascii: "{"))
        plain = false
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        try closeFlow()
        plain = false
      case UInt8(ascii: ","):
        try count()
        flow[flow.count - 1].atKey = flow[flow.count - 1].isMapping
        index += 1
        plain = false
      case UInt8(ascii: ":") where !plain || isBlank(at: index + 1):
        flow[flow.count - 1].atKey = false
        index += 1
        plain = false
      case UInt8(ascii: "#") where !plain || isBlank(at: index - 1):
        skipLine()
        plain = false
      default:
        try scanFlowScalar(byte, &plain)
      }
      if flow.isEmpty { return }
    }
    flow = []
  }

  private mutating func scanFlowScalar(_ byte: UInt8, _ plain: inout Bool) throws {
    switch byte {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      skipLine()
    case UInt8(ascii: " "), UInt8(ascii: "\t"):
      index += 1
    case UInt8(ascii: "\"") where !plain, UInt8(ascii: "'") where !plain:
      skipQuoted(byte)
    case UInt8(ascii: "*") where !plain:
      if flow[flow.count - 1].atKey { try refuseKey("an alias") }
      skipWord()
      try refuseAliasKey()
    case UInt8(ascii: "&") where !plain, UInt8(ascii: "!") where !plain:
      skipWord()
    case UInt8(ascii: "?") where !plain && isBlank(at: index + 1):
      try refuseKey("an explicit key (`? `)")
    default:
      plain = true
      index += 1
    }
  }

  private mutating func closeFlow() throws {
    flow.removeLast()
    index += 1
    if !flow.isEmpty { try refuseCollectionKey() }
  }

  private mutating func openFlow(isMapping: Bool) throws {
    if let last = flow.last, last.atKey { try refuseKey("a list or mapping") }
    flow.append(FlowLevel(isMapping: isMapping, atKey: isMapping))
    try checkDepth()
    try count()
    index += 1
  }

  // MARK: Characters

  private var column: Int { index - lineStart }

  private func peek() -> UInt8? { index < bytes.endIndex ? bytes[index] : nil }

  private func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private func isBlank(at position: Int) -> Bool {
    guard position < bytes.endIndex else { return true }
    let byte = bytes[position]
    return byte == 0x20 || byte == 0x09 || isBreak(byte)
  }

  private func startsWith(_ indicator: StaticString) -> Bool {
    guard index + 3 <= bytes.endIndex, isBlank(at: index + 3) else { return false }
    return (0..<3).allSatisfy { bytes[index + $0] == indicator.utf8Start[$0] }
  }

  private mutating func skipSpaces() -> Int {
    while peek() == 0x20 { index += 1 }
    return column
  }

  private mutating func skipBlanks() {
    while let byte = peek(), byte == 0x20 || byte == 0x09 { index += 1 }
  }

  /// An anchor, an alias or a tag.
  private mutating func skipWord() {
    index += 1
    let ends: [UInt8] = flow.isEmpty ? [] : [0x2C, 0x5B, 0x5D, 0x7B, 0x7D]
    while index < bytes.endIndex, !isBlank(at: index), !ends.contains(bytes[index]) { index += 1 }
  }

  private mutating func skipLine() {
    while let byte = peek(), !isBreak(byte) { index += 1 }
    if peek() == 0x0D { index += 1 }
    if peek() == 0x0A { index += 1 }
    line += 1
    lineStart = index
  }

  private mutating func skipQuoted(_ quote: UInt8) {
    index += 1
    while let byte = peek() {
      if isBreak(byte) {
        skipLine()
        continue
      }
      index += 1
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""), let next = peek(), !isBreak(next)
      {
        index += 1
      } else if byte == quote {
        guard quote == UInt8(ascii: "'"), peek() == quote else { return }
        index += 1
      }
    }
  }

  // MARK: Refusals

  private mutating func count() throws {
    values += 1
    guard values > ReadLimits.nodes else { return }
    throw problem(
      "the file holds more than 1,000,000 values",
      "Move long lists into CSV registers: `risks: { file: risks.csv }`")
  }

  private func checkDepth() throws {
    guard flow.count + indents.count > ReadLimits.depth else { return }
    throw problem(
      "lists and mappings are nested deeper than \(ReadLimits.depth) levels",
      "Close the brackets, or give the inner part its own record")
  }

  private func refuseKey(_ what: String) throws {
    throw problem(
      "a key must be text, and here stands \(what)", "Write the key as a plain word before the `:`")
  }

  private mutating func refuseAliasKey() throws {
    let end = index
    skipBlanks()
    if peek() == UInt8(ascii: ":"), isBlank(at: index + 1) { try refuseKey("an alias") }
    index = end
  }

  private mutating func refuseCollectionKey() throws {
    let end = index
    skipBlanks()
    if peek() == UInt8(ascii: ":") { try refuseKey("a list or mapping") }
    index = end
  }

  private func refuseDirective() throws {
    let directive = bytes[index...].prefix(while: { !isBreak($0) })
    guard !directive.starts(with: "%YAML 1.".utf8) else { return }
    throw problem(
      "a study has no directives such as `%TAG`", "Remove the line that begins with `%`")
  }

  private func problem(_ requirement: String, _ remedy: String) -> StudyReadError {
    let characters = bytes[lineStart..<min(index, bytes.endIndex)].count { $0 & 0xC0 != 0x80 }
    return StudyReadError(
      StudyProblem(
        location: SourceLocation(file: file, line: line, column: characters + 1), path: "yaml",
        requirement: requirement, remedy: remedy))
  }
}
