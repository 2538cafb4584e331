/// Texts with names of fields and paths in them, as a page shows them.
enum Prose {
  /// A sentence in which what stands between backticks is a name of the study's files.
  static func markup(_ text: String) -> Markup {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    // An odd number of backticks leaves the last one as it is.
    guard parts.count % 2 == 1 else { return Markup(text) }
    return parts.enumerated().map { index, part -> Markup in
      let words = String(part)
      return index % 2 == 0 ? "\(words)" : "<code>\(path(words))</code>"
    }.joined()
  }

  /// A path or a field, which may go on in the next line after each of its separators.
  static func path(_ text: String) -> Markup {
    var pieces = [""]
    for character in text {
      pieces[pieces.count - 1].append(character)
      if "/._:".contains(character) { pieces.append("") }
    }
    if pieces.last == "" { pieces.removeLast() }
    return pieces.map { "\($0)" as Markup }.joined(separator: "<wbr/>")
  }
}
