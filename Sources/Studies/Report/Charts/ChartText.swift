/// Words in drawings: how much room they take, where they are cut or broken.
enum ChartText {
  /// Height of the letters of ordinary text.
  static let size = 12.0
  /// Height of the letters of marks and small print.
  static let small = 11.0

  /// About the width of a text in a usual sans-serif face, rather too wide than too narrow.
  static func width(_ text: String, size: Double = size) -> Double {
    Double(TextWidth.of(text)) * size * 0.57
  }

  /// The text, cut with an ellipsis where it is wider than a room.
  static func cut(_ text: String, to room: Double, size: Double = size) -> String {
    TextWidth.cut(text, to: max(2, Int(room / (size * 0.57))))
  }

  /// The text in at most some lines, none wider than a room; the last is cut with an ellipsis.
  static func lines(_ text: String, in room: Double, atMost limit: Int, size: Double = small)
    -> [String]
  {
    let columns = max(2, Int(room / (size * 0.57)))
    var lines: [String] = []
    for word in text.split(separator: " ").map(String.init) {
      if let last = lines.last, TextWidth.of(last) + 1 + TextWidth.of(word) <= columns {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(word)
      }
    }
    let shown = lines.prefix(limit).map { TextWidth.cut($0, to: columns) }
    guard lines.count > limit, let last = shown.last, !last.hasSuffix("…") else {
      return Array(shown)
    }
    let room = TextWidth.of(last) < columns ? last : TextWidth.cut(last, to: columns - 1)
    return shown.dropLast() + [room.hasSuffix("…") ? room : room + "…"]
  }
}
