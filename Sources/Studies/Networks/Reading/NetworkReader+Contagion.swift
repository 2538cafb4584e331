internal import RiskModel
internal import SupplyNetworks

extension NetworkReader {
  /// Reads the links of a contagion: source, target, and a probability (`cascade`) or a weight
  /// (`threshold`), under either heading.
  ///
  /// Links that come twice and links from a node to itself are problems unless the options forgive
  /// them; forgiven ones are left to the model, which knows how they join.
  func contagionLinks(
    _ path: String, nodes: NodesTable?, model: Contagion.Model
  ) -> (index: NodeIndex, links: [WeightedLink])? {
    let before = problems.count
    guard
      let (table, read, index) = soundLinks(
        path, contagionRules(model), nodes: nodes,
        columns: LinkColumns(weight: Self.strength(model)))
    else { return nil }
    var links = read
    handleSelfLinks(&links, table, index)
    if options.duplicates == .refuse { handleDuplicates(&links, table, index) }
    guard problems.count == before else { return nil }
    let found = links.sources.indices.map {
      WeightedLink(
        source: Int(links.sources[$0]), target: Int(links.targets[$0]), weight: links.weights[$0])
    }
    return (index, found)
  }

  private func contagionRules(_ model: Contagion.Model) -> [ColumnRule] {
    let (range, aliases): (NumberRange, [String]) =
      switch model {
      case .cascade: (.probability, ["p", "weight"])
      case .threshold: (.nonNegative, ["w", "probability"])
      }
    return [
      .id(
        "supplier", space: "node", aliases: ["source"], heading: options.supplier,
        option: "--supplier"),
      .id(
        "customer", space: "node", aliases: ["target"], heading: options.customer,
        option: "--customer"),
      .number(
        Self.strength(model), range, aliases: aliases, heading: options.weight,
        option: "--weight"),
    ]
  }

  private static func strength(_ model: Contagion.Model) -> String {
    model == .cascade ? "probability" : "weight"
  }

  /// What the model refuses, as problems of the links' file.
  func refusal(_ error: ContagionError, edges path: String) -> StudyReadError {
    let place = SourceLocation(file: path, line: 1, column: 1)
    switch error {
    case .heavyTargets(let targets):
      let problems = targets.prefix(NetworkProblems.limit).map { target in
        StudyProblem(
          location: place, path: "weight", value: "\(target.node): \(target.sum)",
          requirement: "the weights into a node sum to at most 1 in the threshold model",
          remedy: "Divide the weights into `\(target.node)` by \(target.sum) or more")
      }
      return StudyReadError(problems: Array(problems))
    case .badWeight, .unknownNode, .tooManyNodes:
      return StudyReadError(
        StudyProblem(
          location: place, path: "network",
          requirement: "the network cannot be simulated: \(error)", remedy: "Check the links"))
    }
  }
}
