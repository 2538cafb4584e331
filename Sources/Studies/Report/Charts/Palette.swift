internal import Foundation

/// The colours of a report by what they are for, on light and on dark ground.
///
/// Blue and orange are told apart by every kind of colour vision, and nothing is told by colour
/// alone. Text has a contrast of at least 4.5 to its ground, marks at least 3 (WCAG 2.2, success
/// criteria 1.4.3 and 1.4.11).
enum Palette: String, CaseIterable, Sendable {
  case ground, raised, text, faint, line, grid, blue, orange, blueSoft, orangeSoft, neutral

  /// Hexadecimal sRGB on light ground.
  var light: String {
    switch self {
    case .ground: "#ffffff"
    case .raised: "#f4f6f8"
    case .text: "#1b2229"
    case .faint: "#535e6a"
    case .line: "#7b8794"
    case .grid: "#dfe4e9"
    case .blue: "#1d5fa6"
    case .orange: "#b5520a"
    case .blueSoft: "#c9ddf2"
    case .orangeSoft: "#f6dcc4"
    case .neutral: "#717d89"
    }
  }

  /// Hexadecimal sRGB on dark ground.
  var dark: String {
    switch self {
    case .ground: "#12171c"
    case .raised: "#1c232a"
    case .text: "#e8edf2"
    case .faint: "#aab5c0"
    case .line: "#8794a1"
    case .grid: "#313b45"
    case .blue: "#7fb6f2"
    case .orange: "#f0a45d"
    case .blueSoft: "#23405e"
    case .orangeSoft: "#55371c"
    case .neutral: "#8f9ba7"
    }
  }

  /// The colour as a property of the style sheet.
  var property: String { "--\(rawValue.lowercased())" }

  /// All properties for one kind of ground.
  static func properties(dark isDark: Bool) -> String {
    allCases.map { "\($0.property):\(isDark ? $0.dark : $0.light)" }.joined(separator: ";")
  }
}

/// Contrast by WCAG 2.2 (relative luminance of sRGB).
enum Contrast {
  /// From 1 (none) to 21 (black on white); nil where a colour is not `#rrggbb`.
  static func ratio(_ first: String, _ second: String) -> Double? {
    guard let one = luminance(first), let two = luminance(second) else { return nil }
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }

  private static func luminance(_ colour: String) -> Double? {
    guard colour.count == 7, let bits = UInt32(colour.dropFirst(), radix: 16) else { return nil }
    let parts = [bits >> 16 & 255, bits >> 8 & 255, bits & 255].map { part in
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
