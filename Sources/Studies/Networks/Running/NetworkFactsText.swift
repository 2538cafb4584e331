/// The description of a network for a terminal.
struct NetworkFactsText {
  let facts: NetworkFacts
  let ink: Ink

  init(_ facts: NetworkFacts, ink: Ink) {
    self.facts = facts
    self.ink = ink
  }

  var text: String {
    var text = NetworkText("Supply network", ink: ink)
    text.line("nodes", facts.nodes, facts.isolated > 0 ? "\(facts.isolated) without links" : "")
    text.line("links", facts.links, facts.selfLinks > 0 ? "\(facts.selfLinks) to itself" : "")
    text.line("suppliers a node", facts.inDegree.mean, spread(facts.inDegree))
    text.line("customers a node", facts.outDegree.mean, spread(facts.outDegree))
    text.line("links both ways", share(facts.reciprocity), "of all links")
    structure(&text)
    weakSpots(&text)
    return text.finish()
  }

  private func structure(_ text: inout NetworkText) {
    text.heading("Structure")
    text.line("weak components", facts.weakComponents.count, largest(facts.weakComponents))
    text.line("strong components", facts.strongComponents.count, largest(facts.strongComponents))
    let sizes = facts.tiers.sizes.prefix(8).map { FigureText.count($0) }.joined(separator: ", ")
    let more = facts.tiers.sizes.count > 8 ? ", …" : ""
    text.line("tiers", facts.tiers.sizes.count, "from \(facts.tiers.ends): \(sizes)\(more)")
    if facts.tiers.apart > 0 {
      text.line("in no tier", facts.tiers.apart, "nothing leads from them to tier 0")
    }
    text.line(
      "spectral radius", facts.spectralRadius.value,
      "of input shares, \(bounds(facts.spectralRadius))")
    text.line("", facts.adjacencyRadius.value, "of links, \(bounds(facts.adjacencyRadius))")
  }

  private func weakSpots(_ text: inout NetworkText) {
    text.heading("Weak spots")
    let points = facts.singlePoints
    text.line(
      "sole suppliers", points.soleSuppliers,
      points.customersWithSoleSupplier.map { "\(FigureText.count($0)) customers have no other" }
        ?? "of an input (\(points.input)) of some customer")
    for top in points.top.prefix(5) {
      text.line("  " + top.node, top.customers, "customers")
    }
    text.line("articulation points", points.articulationPoints, "their loss cuts the network")
    text.line("supplier concentration", facts.concentration.supplierIndexMean, "mean HHI, 1 = one")
    text.line("sales Gini", facts.concentration.outStrengthGini)
    text.line("largest 1 % of nodes", share(facts.concentration.topHundredthOfSales), "of sales")
  }

  private func spread(_ degrees: NetworkFacts.Degrees) -> String {
    let median = degrees.quantiles["0.5"] ?? 0
    return "median \(median), most \(FigureText.count(degrees.max)), none: "
      + FigureText.count(degrees.zero)
  }

  private func largest(_ parts: NetworkFacts.Components) -> String {
    "largest \(FigureText.count(parts.largest)) nodes (\(FigureText.percent(parts.largestShare)))"
  }

  private func share(_ value: Double?) -> String {
    value.map { FigureText.percent($0) } ?? "unknown"
  }

  private func bounds(_ radius: NetworkFacts.Radius) -> String {
    let width = radius.high - radius.low
    return width <= 1e-6 * radius.high
      ? "exact to rounding"
      : "between \(NetworkText.number(radius.low)) and \(NetworkText.number(radius.high))"
  }
}
