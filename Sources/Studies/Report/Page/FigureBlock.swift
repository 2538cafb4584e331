/// A chart with its sentence and its data table.
struct FigureBlock: Sendable {
  /// Unique in the report.
  let id: String
  let drawing: Drawing
  let table: DataTable

  /// The chart, then what it shows in words, then its data behind a disclosure.
  var markup: Markup {
    """
    <figure id="\(id)"><p class="ft">\(drawing.title)</p>\(drawing.svg(id: id))\
    <figcaption>\(drawing.description)</figcaption>\
    <details><summary>Data of this chart: \(drawing.title)</summary>\(table.markup)</details></figure>
    """
  }

  /// Charts side by side where there is room.
  static func row(_ figures: FigureBlock?...) -> Markup {
    let shown = figures.compactMap { $0?.markup }
    return shown.isEmpty ? .empty : "<div class=\"figures\">\(shown.joined())</div>"
  }
}

extension Markup.Interpolation {
  mutating func appendInterpolation(_ value: FigureBlock) { text += value.markup.text }
  mutating func appendInterpolation(_ value: DataTable) { text += value.markup.text }
}
