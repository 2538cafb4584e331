/// Colours for a terminal; without them the same text.
public struct Ink: Sendable {
  /// Whether escape sequences are written.
  public let isOn: Bool

  /// Ink that colours, or not.
  public init(isOn: Bool) { self.isOn = isOn }

  /// A heading.
  func heading(_ text: String) -> String { wrap(text, "1") }
  /// What is broken.
  func alarm(_ text: String) -> String { wrap(text, "1;31") }
  /// What needs a look.
  func caution(_ text: String) -> String { wrap(text, "33") }
  /// What is in order.
  func good(_ text: String) -> String { wrap(text, "32") }
  /// What stands aside.
  func faint(_ text: String) -> String { wrap(text, "2") }

  /// A verdict's word: colour never stands alone.
  func verdict(_ word: String, padded: String? = nil) -> String {
    let text = padded ?? word
    switch word {
    case "met": return good(text)
    case "breached": return alarm(text)
    default: return caution(text)
    }
  }

  private func wrap(_ text: String, _ code: String) -> String {
    isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
