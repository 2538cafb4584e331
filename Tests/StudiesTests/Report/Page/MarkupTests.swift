import Testing

@testable import Studies

@Suite struct MarkupTests {
  @Test func literalsAreMarkupAndValuesAreNot() {
    let name = "<script>alert('x')</script> & \"more\""
    let markup: Markup = "<b title=\"\(name)\">\(name)</b>"
    let safe = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;more&quot;"
    #expect(markup.text == "<b title=\"\(safe)\">\(safe)</b>")
  }

  @Test func markupGoesInAsItIs() {
    let inner: Markup = "<i>\("a<b")</i>"
    #expect(("<b>\(inner)</b>" as Markup).text == "<b><i>a&lt;b</i></b>")
    #expect([inner, inner].joined(separator: ", ").text == "<i>a&lt;b</i>, <i>a&lt;b</i>")
  }

  /// A `<` that a combining mark makes another character is a `<` to a browser all the same.
  @Test func escapesByScalars() {
    #expect(MarkupText.escaped("<\u{338}script") == "&lt;\u{338}script")
  }

  /// What XML forbids and what turns the direction of the rest is written out; letters are kept.
  @Test func writesOutControls() {
    #expect(MarkupText.escaped("a\u{202E}b") == "a\\u{202e}b")
    #expect(MarkupText.escaped("a\u{0}b\u{FFFE}c") == "a\\u{0}b\\u{fffe}c")
    #expect(MarkupText.escaped("two\nlines\tand") == "two lines and")
    for kept in ["שלום", "مرحبا", "港口", "São João", "👩‍🚒", "a\u{200D}b"] {
      #expect(MarkupText.escaped(kept) == kept)
    }
  }

  @Test func stylesQuoteEverythingThatCouldEndThem() {
    #expect(ReportStyle.quoted("Port 1, a-b") == "\"Port 1, a-b\"")
    #expect(ReportStyle.quoted("\"}</style>") == "\"\\22 \\7d \\3c /style\\3e \"")
    #expect(ReportStyle.quoted("a\nb\\") == "\"a b\\5c \"")
  }
}
