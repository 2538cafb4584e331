/// A table of a report: the first cell of each row is its head.
struct DataTable: Sendable {
  /// A column.
  struct Column: Sendable {
    /// Texts stand to the left, figures to the right, marks in the middle.
    enum Kind: Sendable { case text, figure, mark }

    let title: String
    let kind: Kind

    static func text(_ title: String) -> Column { Column(title: title, kind: .text) }
    static func figure(_ title: String) -> Column { Column(title: title, kind: .figure) }
    static func mark(_ title: String) -> Column { Column(title: title, kind: .mark) }

    fileprivate var style: Markup {
      switch kind {
      case .text: ""
      case .figure: " class=\"n\""
      case .mark: " class=\"k\""
      }
    }
  }

  let caption: String
  let columns: [Column]
  private(set) var rows: [[DataCell]] = []
  /// Whether the script lets a reader sort it.
  var isSortable = false

  init(_ caption: String, _ columns: [Column]) {
    self.caption = caption
    self.columns = columns
  }

  /// Adds a row, a cell for each column.
  mutating func add(_ cells: DataCell...) { rows.append(cells) }

  mutating func add(_ cells: [DataCell]) { rows.append(cells) }

  /// The table in a box that scrolls by itself where the page is narrow.
  var markup: Markup {
    let heads = columns.map { column -> Markup in
      "<th scope=\"col\"\(column.style)>\(column.title)</th>"
    }.joined()
    let body = rows.map { "<tr>\(cells($0))</tr>" as Markup }.joined(separator: "\n")
    let style = isSortable ? " sortable" : ""
    return """
      <div class="scroll" tabindex="0" role="group" aria-label="\(caption)">\
      <table class="data\(style)"><caption>\(caption)</caption><thead><tr>\(heads)</tr></thead>\
      <tbody>\(body)</tbody></table></div>
      """
  }

  private func cells(_ row: [DataCell]) -> Markup {
    zip(columns, row).enumerated().map { index, pair -> Markup in
      let (column, cell) = pair
      let key: Markup = cell.key.flatMap(DecimalText.text).map { " data-v=\"\($0)\"" } ?? .empty
      if index == 0 { return "<th scope=\"row\"\(key)>\(cell.content)</th>" }
      return "<td\(column.style)\(key)>\(cell.content)</td>"
    }.joined()
  }
}

/// What stands in a cell, and the number by which the column is sorted.
struct DataCell: Sendable {
  let content: Markup
  var key: Double?

  static func markup(_ content: Markup) -> DataCell { DataCell(content: content) }

  /// A text of the study, whose direction is its own.
  static func text(_ words: String?) -> DataCell {
    DataCell(content: words.map { "<bdi>\($0)</bdi>" } ?? "")
  }

  /// A path of the study, which may be broken after its separators.
  static func path(_ path: String) -> DataCell {
    DataCell(content: "<bdi>\(Prose.path(path))</bdi>")
  }

  /// A sentence of ours or of the study in which names stand between backticks.
  static func prose(_ text: String) -> DataCell {
    DataCell(content: "<bdi>\(Prose.markup(text))</bdi>")
  }

  /// A text of ours.
  static func words(_ words: String) -> DataCell { DataCell(content: Markup(words)) }

  static func id(_ id: String) -> DataCell { DataCell(content: "<bdi>\(id)</bdi>") }

  static func amount(_ record: EstimateRecord?) -> DataCell {
    DataCell(content: FigureMarkup.amount(record), key: record?.value)
  }

  static func number(_ record: EstimateRecord?) -> DataCell {
    DataCell(content: FigureMarkup.number(record), key: record?.value)
  }

  static func percent(_ record: EstimateRecord?) -> DataCell {
    DataCell(content: FigureMarkup.percent(record), key: record?.value)
  }

  static func share(_ value: Double?) -> DataCell {
    DataCell(content: Markup(value.map { FigureText.percent($0) } ?? "–"), key: value)
  }

  /// An exact number, or one whose error stands beside it.
  static func plain(_ value: Double?) -> DataCell {
    DataCell(content: Markup(value.map { FigureText.plain($0) } ?? "–"), key: value)
  }

  static func money(_ value: Double?) -> DataCell {
    DataCell(content: Markup(value.map { FigureText.amount($0) } ?? "–"), key: value)
  }
}

/// Figures with their intervals, as a report shows them.
enum FigureMarkup {
  static func amount(_ record: EstimateRecord?) -> Markup { pair(FigureText.amount(record)) }
  static func number(_ record: EstimateRecord?) -> Markup { pair(FigureText.number(record)) }
  static func percent(_ record: EstimateRecord?) -> Markup { pair(FigureText.percent(record)) }

  private static func pair(_ pair: FigureText.Pair) -> Markup {
    let interval = FigureWords.interval(pair)
    return interval.isEmpty
      ? "<b>\(pair.value)</b>" : "<b>\(pair.value)</b> <small>\(interval)</small>"
  }
}

/// Figures in sentences.
enum FigureWords {
  /// `4.20 to 4.26 M`, `exact`.
  static func interval(_ pair: FigureText.Pair) -> String {
    pair.interval.replacing(" .. ", with: " to ")
  }

  /// `4.23 M (4.20 to 4.26 M)`.
  static func amount(_ record: EstimateRecord?) -> String { words(FigureText.amount(record)) }
  static func number(_ record: EstimateRecord?) -> String { words(FigureText.number(record)) }
  static func percent(_ record: EstimateRecord?) -> String { words(FigureText.percent(record)) }

  static func words(_ pair: FigureText.Pair) -> String {
    pair.interval.isEmpty ? pair.value : "\(pair.value) (\(interval(pair)))"
  }

  /// `a, b and c`.
  static func list(_ words: [String]) -> String {
    guard let last = words.last else { return "" }
    return words.count == 1
      ? last : words.dropLast().joined(separator: ", ") + " and " + last
  }

  /// `1 risk`, `3 risks`.
  static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(FigureText.count(number)) \(number == 1 ? one : many ?? one + "s")"
  }
}
