/// How a delimited text file is written: `{ file: x.csv, delimiter: ";", decimal: "," }`.
public struct DelimitedFormat: Hashable, Sendable {
  /// The byte between cells: comma, semicolon or tab.
  public var delimiter: UInt8
  /// Whether numbers are written `1,5`.
  public var decimalComma: Bool

  /// The format of RFC 4180 unless told otherwise.
  public init(delimiter: UInt8 = UInt8(ascii: ","), decimalComma: Bool = false) {
    self.delimiter = delimiter
    self.decimalComma = decimalComma
  }

  /// `1,5` as `1.5`, in a cell that holds nothing but numbers and the words of a quantity.
  func withDecimalPoint(_ text: String) -> String {
    guard decimalComma, text.utf8.contains(UInt8(ascii: ",")) else { return text }
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    let quantityWords: Set<Substring> = ["to", "per", "year", "day", ""]
    guard words.allSatisfy({ quantityWords.contains($0) || Self.isNumber($0) }) else { return text }
    return String(text.map { $0 == "," ? "." : $0 })
  }

  /// Digits with at most one comma, a sign, an exponent and a suffix such as `k`.
  private static func isNumber(_ word: Substring) -> Bool {
    var commas = 0
    var digits = 0
    for (offset, byte) in word.utf8.enumerated() {
      switch byte {
      case 0x30...0x39: digits += 1
      case UInt8(ascii: ","): commas += 1
      case UInt8(ascii: "-"), UInt8(ascii: "+"):
        guard offset == 0 || digits > 0 else { return false }
      case UInt8(ascii: "e"), UInt8(ascii: "E"): guard digits > 0 else { return false }
      case UInt8(ascii: "k"), UInt8(ascii: "K"), UInt8(ascii: "M"), UInt8(ascii: "G"):
        guard offset == word.utf8.count - 1 else { return false }
      default: return false
      }
    }
    return digits > 0 && commas <= 1
  }
}
