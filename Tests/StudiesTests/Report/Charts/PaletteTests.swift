import Testing

@testable import Studies

@Suite struct PaletteTests {
  /// Black on white is 21 and equal colours are 1; #777777 on white is 4.48, as WebAIM's contrast
  /// checker shows it.
  @Test func computesContrast() throws {
    #expect(abs(try #require(Contrast.ratio("#000000", "#ffffff")) - 21) < 1e-9)
    #expect(Contrast.ratio("#123456", "#123456") == 1)
    #expect(abs(try #require(Contrast.ratio("#777777", "#ffffff")) - 4.48) < 0.005)
    #expect(Contrast.ratio("white", "#ffffff") == nil)
  }

  @Test(arguments: [Palette.text, .faint, .blue, .orange], [Palette.ground, .raised])
  func textsCanBeRead(_ colour: Palette, _ ground: Palette) throws {
    #expect(try #require(Contrast.ratio(colour.light, ground.light)) >= 4.5)
    #expect(try #require(Contrast.ratio(colour.dark, ground.dark)) >= 4.5)
  }

  @Test(arguments: [Palette.blue, .orange, .neutral, .line])
  func marksCanBeSeen(_ colour: Palette) throws {
    #expect(try #require(Contrast.ratio(colour.light, Palette.ground.light)) >= 3)
    #expect(try #require(Contrast.ratio(colour.dark, Palette.ground.dark)) >= 3)
  }

  /// Text stands on the soft fields of bow-ties.
  @Test func textStandsOnSoftFields() throws {
    #expect(try #require(Contrast.ratio(Palette.text.light, Palette.blueSoft.light)) >= 4.5)
    #expect(try #require(Contrast.ratio(Palette.text.dark, Palette.blueSoft.dark)) >= 4.5)
  }
}
