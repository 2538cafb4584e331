import Testing

@testable import Studies

@Suite struct ProseTests {
  @Test func namesBetweenBackticksAreCode() {
    #expect(
      Prose.markup("`a.b` is <not> stated").text
        == "<code>a.<wbr/>b</code> is &lt;not&gt; stated")
    #expect(Prose.markup("no names").text == "no names")
    #expect(Prose.markup("an odd ` stays").text == "an odd ` stays")
  }

  /// A path may go on in the next line after each separator, and nothing else is added to it.
  @Test func pathsMayBeBroken() {
    #expect(
      Prose.path("risks/R1/loss_high").text == "risks/<wbr/>R1/<wbr/>loss_<wbr/>high")
    #expect(Prose.path("a/").text == "a/")
    #expect(Prose.path("").text == "")
    #expect(Prose.path("<a/b>").text == "&lt;a/<wbr/>b&gt;")
  }
}
