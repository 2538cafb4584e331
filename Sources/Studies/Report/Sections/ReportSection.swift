/// One section of a report.
struct ReportSection: Sendable {
  /// Unique in the report, and the target of links.
  let id: String
  let title: String
  let body: Markup
  /// Whether it begins a new page in print.
  var isFresh = false

  var markup: Markup {
    let style: Markup = isFresh ? " class=\"fresh\"" : ""
    return """
      <section id="\(id)" aria-labelledby="\(id)-head"\(style)>
      <h2 id="\(id)-head">\(title)</h2>
      \(body)</section>

      """
  }
}

/// Words that several sections use.
enum ReportWords {
  /// A paragraph that says why there is nothing to show.
  static func missing(_ sentence: Markup) -> Markup { "<p class=\"note\">\(sentence)</p>" }

  /// A verdict that does not rest on its colour.
  static func verdict(_ word: String) -> Markup {
    let sign =
      switch word {
      case "met", "attested": "✓"
      case "breached", "gap": "✗"
      case "undecided", "stale", "advice": "~"
      default: "–"
      }
    let name = word.replacing("_", with: " ")
    return "<span class=\"v \(word)\"><span aria-hidden=\"true\">\(sign) </span>\(name)</span>"
  }

  /// A name beside its id.
  static func named(_ id: String, _ name: String) -> String {
    name.isEmpty || name == id ? id : "\(id) \(name)"
  }
}

extension CriterionSummary {
  /// What is limited, in words.
  var words: String {
    switch kind {
    case .fatalities: "deaths a year"
    case .injuries: "injuries a year"
    case .tolerance: loss.map { "chance of a year above \(FigureText.amount($0))" } ?? "losses"
    case .service: process.map { "availability of \($0)" } ?? "service"
    }
  }

  /// The limit in words.
  var limitWords: String {
    switch kind {
    case .fatalities, .injuries: "at most \(FigureText.plain(limit))"
    case .tolerance: "at most \(FigureText.plain(limit * 100)) %"
    case .service: "at least \(FigureText.plain(limit * 100)) %"
    }
  }

  /// The figure with its interval.
  var figureMarkup: Markup {
    switch kind {
    case .fatalities, .injuries: FigureMarkup.number(figure)
    case .tolerance, .service: FigureMarkup.percent(figure)
    }
  }
}
