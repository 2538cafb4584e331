import Testing
import TestStreams

@testable import Studies

@Suite struct NumberScanTests {
  /// The number and how many bytes it took; the text is padded as tables are.
  private func scan(_ text: String) -> (Double, Int)? {
    let bytes = Array(text.utf8) + [UInt8](repeating: 0x0A, count: TableText.padding)
    return bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return nil }
      var place = start
      return NumberScan.number(at: &place).map { ($0, place - start) }
    }
  }

  @Test func readsWhatTheStandardLibraryReads() throws {
    var random = SplitMix64(state: 11)
    for text in [
      "0", "-0.5", "12345678", "123456789012345678", "1e-7", "2.5E+3", "0.000123", ".5",
      "5.", "00012.50", "6112.990627280578", "4.9406564584124654e-24",
    ] {
      let (value, count) = try #require(scan(text))
      let spelled = text.hasPrefix(".") ? "0" + text : text.hasSuffix(".") ? text + "0" : text
      #expect(value == Double(spelled) && count == text.utf8.count, "\(text)")
    }
    for _ in 0..<50_000 {
      let number = Double(bitPattern: random.next() & 0x03FF_FFFF_FFFF_FFFF | 0x3C00_0000_0000_0000)
      let (value, count) = try #require(scan("\(number)"))
      #expect(value == number && count == "\(number)".utf8.count)
    }
  }

  @Test func leavesTheRestToOthers() {
    for text in ["", "-", ".", "x", "e5", "1e", "1e+", "12345678901234567890", "nan", "+1"] {
      #expect(scan(text) == nil, "\(text)")
    }
  }

  /// Whole numbers of one to seven digits, whatever stands behind them.
  @Test func readsWholeNumbers() throws {
    var random = SplitMix64(state: 4)
    for _ in 0..<20_000 {
      let digits = 1 + Int(random.next() % 7)
      let number = (0..<digits).map { _ in "\(random.next() % 10)" }.joined()
      let behind = [",", "\n", ".5", "x", "é", "/", ":"][Int(random.next() % 7)]
      let padded = Array((number + behind).utf8) + [UInt8](repeating: 0xFF, count: 16)
      try padded.withUnsafeBufferPointer { buffer in
        let start = try #require(buffer.baseAddress)
        var place = start
        #expect(NumberScan.whole(at: &place) == Double(number) && place - start == digits)
      }
    }
    for text in ["", "x", "-5", "12345678", "123456789"] {
      try (Array(text.utf8) + [UInt8](repeating: 0x0A, count: 16)).withUnsafeBufferPointer {
        var place = try #require($0.baseAddress)
        #expect(NumberScan.whole(at: &place) == nil, "\(text)")
      }
    }
  }
}
