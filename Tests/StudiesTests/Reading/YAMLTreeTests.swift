import RiskModel
import Testing

@testable import Studies

@Suite("YAML tree")
struct YAMLTreeTests {
  private func tree(_ text: String, _ dialect: YAMLTree.Dialect = .yaml) throws -> SourceNode {
    try YAMLTree.read(Array(text.utf8), file: "f.yaml", dialect: dialect)
  }

  @Test("scalars keep their text and the flag of their quotes")
  func scalars() throws {
    let root = try tree(
      """
      plain: 0.50
      single: '0.50'
      double: "a\\tb"
      block: |
        text
      no: no
      empty:
      tilde: ~
      word: null
      quoted: "null"
      str: !!str 12
      int: !!int "12"
      """)
    let expected: [(String, String)] = [
      ("plain", "0.50"), ("single", "'0.50'"), ("double", "'a\tb'"), ("block", "'text\n'"),
      ("no", "no"), ("empty", "-"), ("tilde", "-"), ("word", "-"), ("quoted", "'null'"),
      ("str", "'12'"), ("int", "12"),
    ]
    for (key, text) in expected { #expect(root[key].map(Self.show) == text, "\(key)") }
  }

  private static func show(_ node: SourceNode) -> String {
    switch node.value {
    case .null: "-"
    case .scalar(let text, let quoted): quoted ? "'\(text)'" : text
    case .sequence(let items): "[" + items.map(show).joined(separator: " ") + "]"
    case .mapping(let entries):
      "{" + entries.map { $0.key + "=" + show($0.node) }.joined(separator: " ") + "}"
    }
  }

  @Test("places count lines and characters from 1, byte order mark and CR LF or not")
  func places() throws {
    for text in ["a:\n  é: [x, { y: z }]\n", "\u{FEFF}a:\r\n  é: [x, { y: z }]\r\n"] {
      let inner = try #require(try tree(text)["a"]?["é"])
      #expect(inner.location.description == "f.yaml:2:6")
      guard case .sequence(let items) = inner.value, case .mapping(let entries) = items[1].value
      else {
        Issue.record("no list of two")
        return
      }
      #expect(items[0].location.description == "f.yaml:2:7")
      #expect(entries[0].keyLocation.description == "f.yaml:2:12")
      #expect(entries[0].node.location.description == "f.yaml:2:15")
    }
  }

  @Test("aliases give the anchor's value")
  func aliases() throws {
    #expect(Self.show(try tree("a: &x [1, 2]\nb: *x\n")) == "{a=[1 2] b=[1 2]}")
  }

  @Test("strings of JSON count as quoted only where they would read as something else")
  func json() throws {
    let text = """
      {"a": "12k to 180k", "b": "12", "c": 12, "d": "true", "e": true, "f": null, "g": "null"}
      """
    #expect(
      Self.show(try tree(text, .json)) == "{a=12k to 180k b='12' c=12 d='true' e=true f=- g='null'}"
    )
  }

  @Test("JSON escapes beyond the basic plane")
  func surrogates() throws {
    #expect(Self.show(try tree(#"{"a": "\ud83d\ude00 \/ \u00e9"}"#, .json)) == "{a=😀 / é}")
  }

  @Test(
    "what is written reads back the same",
    arguments: [
      "a: 0.50\nb: 'x: y'\nc: [1, 'two', null, { d: e }, [], {}]\n\"k: k\": |\n  l1\n  l2\n",
      "- - 1\n  - [2, 3]\n- { a: { b: { c: [x] } } }\n",
      "a: \"\\u0007 \\u2028 \\\\ \\\" é 😀\"\nb: '- x'\nc: '# x'\nd: -1\ne: '---'\nf: 'a #b'\n",
      "'true': 'false'\n'': 1\n".replacing("'': 1\n", with: ""),
      "q: 'x\n\n  y'\np: one\n  two\n\n  three\n",
    ])
  func roundTrip(_ text: String) throws {
    let first = try tree(text)
    let written = YAMLWriter.text(first)
    let second = try tree(written)
    #expect(Self.show(second) == Self.show(first))
    #expect(YAMLWriter.text(second) == written)
    let json = JSONTreeWriter.text(first)
    #expect(JSONTreeWriter.text(try tree(json, .json)) == json)
  }

  @Test("numbers of JSON", arguments: ["0", "-0", "12", "0.5", "-1.5e-3", "1E+9"])
  func numbers(_ text: String) { #expect(PlainScalar.isJSONNumber(text)) }

  @Test(
    "no numbers of JSON", arguments: ["", "-", "01", ".5", "5.", "+1", "1e", "0x1", "1_0", "12k"])
  func notNumbers(_ text: String) { #expect(!PlainScalar.isJSONNumber(text)) }
}
