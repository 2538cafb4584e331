/// Lines of cells in aligned columns, at most 100 characters wide.
struct TextGrid {
  enum Side { case left, right }

  private let sides: [Side]
  private var lines: [[String]] = []
  private var colours: [[Int: (String) -> String]] = []

  init(_ sides: Side...) { self.sides = sides }

  /// Adds a line; `colour` is applied to a cell after it was padded.
  mutating func add(_ cells: String..., colour: [Int: (String) -> String] = [:]) {
    lines.append(cells)
    colours.append(colour)
  }

  /// The lines, each indented by two.
  var text: String {
    let widths = sides.indices.map { column in
      lines.map { column < $0.count ? TextWidth.of($0[column]) : 0 }.max() ?? 0
    }
    return zip(lines, colours).map { cells, colour in
      var line = " "
      for (column, cell) in cells.enumerated() {
        let isLast = column == cells.count - 1
        let padded = pad(cell, widths[column], sides[column], isLast: isLast)
        let coloured = cell.isEmpty ? padded : colour[column]?(padded) ?? padded
        line += (column == 0 ? " " : "  ") + coloured
      }
      return line.trimmingTrailingSpaces + "\n"
    }.joined()
  }

  private func pad(_ cell: String, _ width: Int, _ side: Side, isLast: Bool) -> String {
    let blank = String(repeating: " ", count: max(0, width - TextWidth.of(cell)))
    if side == .right { return blank + cell }
    return isLast ? cell : cell + blank
  }
}

/// How many columns of a terminal a text takes.
enum TextWidth {
  static func of(_ text: String) -> Int { text.reduce(0) { $0 + width($1) } }

  /// The text, cut to a width with an ellipsis.
  static func cut(_ text: String, to limit: Int) -> String {
    guard of(text) > limit else { return text }
    var result = ""
    var used = 0
    for character in text {
      used += width(character)
      if used > limit - 1 { break }
      result.append(character)
    }
    return result + "…"
  }

  /// Two for East Asian wide characters and pictures (Unicode TR 11, the common blocks).
  private static func width(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
