/// A piece of a written structure.
struct StructureToken: Equatable {
  enum Kind: Equatable {
    case open, close, comma, and, or
    case word(String)
    case end
  }

  let kind: Kind
  /// The position of its first character, from 1.
  let column: Int

  /// Cuts a text into tokens, the last of which is `end`.
  static func tokens(of text: String) throws(StructureError) -> [StructureToken] {
    let characters = Array(text)
    var tokens: [StructureToken] = []
    var place = 0
    while place < characters.count {
      let column = place + 1
      if let kind = mark(characters[place]) {
        tokens.append(StructureToken(kind: kind, column: column))
        place += 1
        // `&&` and `||` are the same as `&` and `|`.
        if place < characters.count, kind == .and || kind == .or,
          mark(characters[place]) == kind
        {
          place += 1
        }
      } else if characters[place].isWhitespace {
        place += 1
      } else {
        let word = try readWord(characters, &place)
        tokens.append(StructureToken(kind: word, column: column))
      }
    }
    tokens.append(StructureToken(kind: .end, column: characters.count + 1))
    return tokens
  }

  private static func mark(_ character: Character) -> Kind? {
    switch character {
    case "(": .open
    case ")": .close
    case ",", ";": .comma
    case "&": .and
    case "|": .or
    default: nil
    }
  }

  private static func readWord(
    _ characters: [Character], _ place: inout Int
  ) throws(StructureError) -> Kind {
    let start = place
    if let quote = ["\"", "'"].first(where: { $0 == characters[start] }) {
      guard let end = characters[(start + 1)...].firstIndex(of: quote) else {
        throw StructureError(
          column: start + 1, problem: "the quotation mark is not closed",
          remedy: "end the component's id with \(quote)")
      }
      place = end + 1
      return .word(String(characters[(start + 1)..<end]))
    }
    while place < characters.count, mark(characters[place]) == nil,
      !characters[place].isWhitespace
    {
      place += 1
    }
    return .word(String(characters[start..<place]))
  }
}
