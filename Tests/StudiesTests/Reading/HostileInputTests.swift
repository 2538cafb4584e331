import Foundation
import Studies
import Testing

/// Input that is made to hurt: each is refused with a place, quickly, and never by a crash.
@Suite("Hostile input", .timeLimit(.minutes(2)))
struct HostileInputTests {
  private func refusal(_ text: String) throws -> String? { try refusal(Data(text.utf8)) }

  private func refusal(_ data: Data) throws -> String? {
    let folder = try StudyFolder()
    try folder.write("study.yaml", data)
    return folder.refusal()
  }

  // MARK: Nesting

  private static let tooDeep =
    "error: yaml: lists and mappings are nested deeper than 64 levels. "
    + "Close the brackets, or give the inner part its own record.\n1 error\n"

  @Test(
    "a hundred thousand levels",
    arguments: [
      ("[", "study.yaml:1:65: "), ("{a: ", "study.yaml:1:257: "), ("- ", "study.yaml:1:129: "),
      ("[{a: ", "study.yaml:1:161: "),
    ])
  func nesting(_ opening: String, _ place: String) throws {
    let text = String(repeating: opening, count: 100_000)
    #expect(try refusal(text) == place + Self.tooDeep)
  }

  @Test("a staircase of keys")
  func staircase() throws {
    let text = (0..<2000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(try refusal(text) == "study.yaml:65:66: " + Self.tooDeep)
  }

  @Test("text blocks and folded texts in lists hold whatever they like")
  func texts() throws {
    let text = """
      format: study/1
      study: { id: b, currency: EUR }
      context:
        scope:
          boundaries:
          - |
            ? a [b] {c [d]: "e
          - >-
             'f
          - plain text
            ? with { odd [things
          - "quoted
             ? text [ {"
      risks:
        - { id: R1, name: Fire, category: human, events: 0.1 }

      """
    #expect(try refusal(text) == nil)
  }

  @Test("brackets in quotes, comments and text blocks do not nest")
  func harmless() throws {
    let brackets = String(repeating: "[", count: 200)
    let text = """
      # \(brackets)
      format: study/1  # \(brackets)
      study: { id: b, currency: EUR, title: "\(brackets)" }
      risks:
        - id: R1
          name: it's \(brackets) text
          category: human
          events: 0.1
          threat: |
            \(brackets)
            {{{{
          note: >-
            \(brackets)

      """
    #expect(try refusal(text) == nil)
  }

  // MARK: Aliases

  @Test("an alias bomb")
  func bomb() throws {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...30 {
      let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(items)]\n"
    }
    #expect(
      try refusal(text)
        == "study.yaml:1:37: error: yaml: the file holds more than 1,000,000 values once its "
        + "aliases (`*name`) are followed. Write fewer aliases, or move long lists into CSV "
        + "registers.\n1 error\n")
  }

  @Test(
    "an alias bomb as a key",
    arguments: ["*a: 1", "{ *a : 1 }", "{ *a }", "{ [*a]: 1 }", "? *a\n: 1"])
  func bombAsKey(_ key: String) throws {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...60 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    text = text.replacingOccurrences(of: "&a60", with: "&a")
    let key =
      key.hasPrefix("?") || key.hasPrefix("*")
      ? key.replacingOccurrences(of: "*a:", with: "*a :") : "k: " + key
    let message = try #require(try refusal(text + key + "\n"))
    #expect(message.contains("a key must be text"))
  }

  // MARK: Size

  @Test("a file of 64 MiB")
  func largeFile() throws {
    let data = Data(repeating: UInt8(ascii: "#"), count: 64 << 20)
    #expect(
      try refusal(data)
        == "study.yaml:1:1: error: file: a YAML or JSON file holds at most 32 MiB "
        + "(found `67108864 bytes`). Move long lists into CSV registers: "
        + "`risks: { file: risks.csv }`.\n1 error\n")
  }

  @Test("two million values")
  func manyValues() throws {
    let text = "a: [" + String(repeating: "1,", count: 2_000_000) + "]\n"
    let message = try #require(try refusal(text))
    #expect(message.contains("the file holds more than 1,000,000 values"))
  }

  @Test("a text of 2 MiB")
  func largeScalar() throws {
    let text = "format: study/1\nnote: \"" + String(repeating: "x", count: 2 << 20) + "\"\n"
    #expect(
      try refusal(text)
        == "study.yaml:2:7: error: yaml: a text is longer than 1 MiB (found `2097152 bytes`). "
        + "Close the quote, or keep the text in a document.\n1 error\n")
  }

  @Test("a hundred thousand tag directives")
  func directives() throws {
    let text = (0..<100_000).map { "%TAG !a\($0)! tag:x,2000:\n" }.joined() + "---\na: 1\n"
    let message = try #require(try refusal(text))
    #expect(message.hasPrefix("study.yaml:1:1: error: yaml: a study has no directives"))
  }

  // MARK: Bytes

  @Test("bytes that are not UTF-8")
  func notUTF8() throws {
    let data =
      Data("format: study/1\nstudy: { id: \u{E9}".utf8).dropLast() + Data([0xFF]) + Data("\n".utf8)
    #expect(
      try refusal(data)
        == "study.yaml:2:14: error: encoding: byte 30 of the file (line 2) is not UTF-8 "
        + "(found `0xC3`). Save the file as UTF-8.\n1 error\n")
  }

  @Test("a NUL byte")
  func nul() throws {
    #expect(
      try refusal("format: study/1\nstudy: \u{0}\n")
        == "study.yaml:2:8: error: encoding: byte 24 of the file (line 2) is NUL, which no text "
        + "holds (found `0x00`). Remove the byte or give the right file; this looks like binary "
        + "data.\n1 error\n")
  }

  @Test("a control character")
  func control() throws {
    #expect(
      try refusal("format: study/1\nnote: a\u{7}b\n")
        == "study.yaml:2:8: error: encoding: the text holds a control character, which YAML does "
        + "not allow (found `U+7`). Remove it, or write it as an escape in double quotes.\n"
        + "1 error\n")
  }

  @Test("UTF-16")
  func utf16() throws {
    let text = try #require("format: study/1\n".data(using: .utf16))
    #expect(
      try refusal(text)
        == "study.yaml:1:1: error: encoding: the file is UTF-16, by its byte order mark. "
        + "Save the file as UTF-8.\n1 error\n")
  }

  @Test("a byte order mark and CR LF are legal")
  func markAndReturns() throws {
    let text = "\u{FEFF}" + Sample.whole.replacingOccurrences(of: "\n", with: "\r\n")
    #expect(try refusal(text) == nil)
  }

  @Test("every prefix and every one-byte change of a study is read or refused, never fatal")
  func truncationAndChange() throws {
    let text = Array(
      (Sample.whole + "simulation: { levels: [0.5, 0.9], note: 'a''b', x: &a 1, y: *a }\n").utf8)
    let folder = try StudyFolder()
    for length in text.indices {
      try folder.write("study.yaml", Data(text[..<length]))
      _ = folder.refusal()
      var changed = text
      changed[length] =
        [0x5B, 0x7B, 0x22, 0x27, 0x23, 0x09, 0x3A, 0x2D, 0x26, 0x2A, 0x21, 0x7C][length % 12]
      try folder.write("study.yaml", Data(changed))
      _ = folder.refusal()
    }
  }
}
