import Distributions

extension StudyReader {
  /// Reads `{ law: …, truncate: …, by: …, dated: …, basis: … }`.
  func readLawMapping(
    _ node: SourceNode, _ entries: [SourceNode.Entry], _ role: QuantityRole, depth: Int
  ) -> (any Distribution)? {
    guard let entry = soleLaw(node, entries, role), checkBeside(node, entries, entry) else {
      return nil
    }
    let law = descend(entry.key) { readNamedLaw(entry, in: node, role, depth: depth) }
    guard let law, let bounds = node["truncate"], !bounds.isNull else { return law }
    return descend("truncate") { truncated(law, bounds) }
  }

  /// The one key that names a law; every other key is checked.
  private func soleLaw(
    _ node: SourceNode, _ entries: [SourceNode.Entry], _ role: QuantityRole
  ) -> SourceNode.Entry? {
    var isSound = true
    for entry in entries where !LawForm.isKey(entry.key) {
      isSound = false
      log.add(
        StudyProblem(
          location: entry.keyLocation, path: pathText,
          requirement: "`\(entry.key)` is no law and nothing that stands beside one",
          remedy: "See `breakwater describe quantity` for the laws",
          nearest: log.nearest(to: entry.key, in: LawForm.allKeys)))
    }
    let laws = entries.filter { LawForm.isLaw($0.key) }
    if laws.count > 1 {
      fail(node, "names \(laws.count) laws; it must name one", "Keep one, or write a `mixture`")
    } else if laws.isEmpty, isSound {
      fail(
        node, "must be \(role.phrase), or name a law", "Add a law such as `range90: [low, high]`")
    }
    return isSound && laws.count == 1 ? laws[0] : nil
  }

  private func checkBeside(
    _ node: SourceNode, _ entries: [SourceNode.Entry], _ law: SourceNode.Entry
  ) -> Bool {
    var isSound = true
    for entry in entries where !LawForm.isLaw(entry.key) && !entry.node.isNull {
      descend(entry.key) {
        switch entry.key {
        case "by": isSound = readValue(entry.node, .reference([.roles]), Self.by) != nil && isSound
        case "dated": isSound = readValue(entry.node, .date, Self.by) != nil && isSound
        case "basis": isSound = readValue(entry.node, .text, Self.by) != nil && isSound
        case "lower", "upper":
          guard law.key != "quantiles" else { return }
          fail(entry.node, "bounds only a law by `quantiles`", "Write `truncate: [lower, upper]`")
          isSound = false
        default: break
        }
      }
    }
    return isSound
  }

  private static let by = FieldTable.ownerField("by")

  private func readNamedLaw(
    _ entry: SourceNode.Entry, in node: SourceNode, _ role: QuantityRole, depth: Int
  ) -> (any Distribution)? {
    switch entry.key {
    case "range90": readRange90(entry.node)
    case "quantiles": readQuantiles(entry.node, lower: node["lower"], upper: node["upper"])
    case "discrete": readDiscrete(entry.node)
    case "empirical": readEmpirical(entry.node)
    case "mixture": readMixture(entry.node, role, depth: depth)
    default: LawForm.byName[entry.key].flatMap { readPlainLaw(entry.node, $0) }
    }
  }

  // MARK: Laws with plain parameters

  private func readPlainLaw(_ node: SourceNode, _ form: LawForm) -> (any Distribution)? {
    var places: [String: SourceNode] = [:]
    var values: LawForm.Parameters = [:]
    switch node.value {
    case .sequence(let items):
      guard let names = form.positional, names.count == items.count else {
        refuseForm(node, form)
        return nil
      }
      for (name, item) in zip(names, items) { places[name] = item }
    case .mapping(let entries):
      for entry in entries where !entry.node.isNull { places[entry.key] = entry.node }
    // `{ exponential: 3 }`: a law of one parameter needs no name for it.
    case .scalar where form.parameterSets == [[form.parameterSets[0][0]]]:
      places[form.parameterSets[0][0]] = node
    default:
      refuseForm(node, form)
      return nil
    }
    guard checkNames(node, Set(places.keys), form) else { return nil }
    for (name, place) in places.sorted(by: { $0.key < $1.key }) {
      values[name] = descend(name) { readPlainNumber(place) }
    }
    guard values.count == places.count else { return nil }
    for (name, value) in form.optional where values[name] == nil { values[name] = value }
    return build(form, values, places, node)
  }

  private func build(
    _ form: LawForm, _ values: LawForm.Parameters, _ places: [String: SourceNode],
    _ node: SourceNode
  ) -> (any Distribution)? {
    do throws(ParameterError) { return try form.make(values) } catch {
      let name = LawForm.fileNames[error.parameter] ?? error.parameter
      fail(
        places[name] ?? node, "`\(name)` of \(form.name) must be \(error.requirement)",
        "Change `\(name)`")
      return nil
    }
  }

  private func checkNames(_ node: SourceNode, _ names: Set<String>, _ form: LawForm) -> Bool {
    let known = Set(form.parameterNames)
    for name in names.sorted() where !known.contains(name) {
      fail(
        node, "`\(name)` is no parameter of \(form.name)", "Write \(form.usage)",
        nearest: log.nearest(to: name, in: form.parameterNames))
      return false
    }
    let needed = names.subtracting(form.optional.map(\.name))
    guard form.parameterSets.contains(where: { Set($0) == needed }) else {
      refuseForm(node, form)
      return false
    }
    return true
  }

  private func refuseForm(_ node: SourceNode, _ form: LawForm) {
    fail(node, "does not fix the law \(form.name)", "Write \(form.usage)")
  }

  func readPlainNumber(_ node: SourceNode) -> Double? {
    guard case .scalar(let text, let quoted) = node.value, !node.isNull else {
      fail(node, "must be a number", "Write a number such as 250, 12k, 1.2M or 3e5")
      return nil
    }
    return number(node, text, quoted: quoted)
  }

  // MARK: Structured laws

  private func readRange90(_ node: SourceNode) -> (any Distribution)? {
    guard case .sequence(let items) = node.value, items.count == 2 else {
      fail(node, "must be the two ends of a 90 % interval", "Write `range90: [low, high]`")
      return nil
    }
    guard let low = readPlainNumber(items[0]), let high = readPlainNumber(items[1]) else {
      return nil
    }
    return range90(node, low, high)
  }

  private func readQuantiles(
    _ node: SourceNode, lower: SourceNode?, upper: SourceNode?
  ) -> (any Distribution)? {
    guard case .mapping(let entries) = node.value, entries.count >= 2 else {
      fail(
        node, "must be at least two quantiles by their probability",
        "Write `quantiles: { 0.05: a, 0.5: b, 0.95: c }`")
      return nil
    }
    var quantiles: [(probability: Double, value: Double)] = []
    for entry in entries {
      guard let pair = descend(entry.key, { readQuantile(entry) }) else { return nil }
      quantiles.append(pair)
    }
    quantiles.sort { $0.probability < $1.probability }
    guard let bounds = readBounds(lower, upper) else { return nil }
    return make(node) { () throws(ParameterError) in
      try Metalog(quantiles: quantiles, lower: bounds.lower, upper: bounds.upper)
    }
  }

  private func readQuantile(_ entry: SourceNode.Entry) -> (probability: Double, value: Double)? {
    guard case .number(let probability) = Scalar.number(entry.key), probability > 0,
      probability < 1
    else {
      fail(entry.node, "stands at a probability that must be above 0 and below 1", "Change the key")
      return nil
    }
    return readPlainNumber(entry.node).map { (probability, $0) }
  }

  private func readBounds(
    _ lower: SourceNode?, _ upper: SourceNode?
  ) -> (lower: Double?, upper: Double?)? {
    var bounds: (lower: Double?, upper: Double?) = (nil, nil)
    if let lower, !lower.isNull {
      guard let value = descend("lower", { readPlainNumber(lower) }) else { return nil }
      bounds.lower = value
    }
    if let upper, !upper.isNull {
      guard let value = descend("upper", { readPlainNumber(upper) }) else { return nil }
      bounds.upper = value
    }
    return bounds
  }
}

extension LawForm {
  /// How the law is written: `pert: [min, mode, max]`.
  var usage: String {
    var forms = positional.map { ["`\(name): [\($0.joined(separator: ", "))]`"] } ?? []
    for set in parameterSets {
      let names = set + optional.map { "\($0.name)?" }
      forms.append("`\(name): { \(names.map { "\($0): …" }.joined(separator: ", ")) }`")
    }
    return forms.joined(separator: " or ")
  }
}
