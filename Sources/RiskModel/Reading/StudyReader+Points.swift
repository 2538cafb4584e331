import Distributions

extension StudyReader {
  /// Points of a discrete law or parts of a mixture: beyond it a file with `empirical` is meant.
  private static let pointLimit = 100_000

  // MARK: Discrete

  func readDiscrete(_ node: SourceNode) -> (any Distribution)? {
    let usage = "`discrete: [[value, probability], …]`"
    guard let pairs = readPairs(node, usage) else { return nil }
    var atoms: [(value: Double, probability: Double)] = []
    for (index, pair) in pairs.enumerated() {
      let atom: (Double, Double)? = descend("\(index)") {
        guard let value = readPlainNumber(pair.0), let share = readPart(pair.1, "a probability")
        else { return nil }
        return (value, share)
      }
      guard let atom else { return nil }
      atoms.append(atom)
    }
    guard sumsToOne(node, atoms.map(\.probability), "probabilities") else { return nil }
    return make(node) { () throws(ParameterError) in try Discrete(atoms) }
  }

  private func readPairs(_ node: SourceNode, _ usage: String) -> [(SourceNode, SourceNode)]? {
    guard case .sequence(let items) = node.value, (1...Self.pointLimit).contains(items.count) else {
      fail(node, "must be a list of one to \(Self.pointLimit) pairs", "Write \(usage)")
      return nil
    }
    var pairs: [(SourceNode, SourceNode)] = []
    for item in items {
      guard case .sequence(let pair) = item.value, pair.count == 2 else {
        fail(item, "must be a pair", "Write \(usage)")
        return nil
      }
      pairs.append((pair[0], pair[1]))
    }
    return pairs
  }

  private func readPart(_ node: SourceNode, _ what: String) -> Double? {
    guard let value = readPlainNumber(node) else { return nil }
    guard (0...1).contains(value) else {
      fail(node, "is \(what) and must be between 0 and 1", "Write a number between 0 and 1")
      return nil
    }
    return value
  }

  private func sumsToOne(_ node: SourceNode, _ parts: [Double], _ what: String) -> Bool {
    let sum = parts.reduce(0, +)
    guard abs(sum - 1) > 1e-9 else { return true }
    fail(
      node, "has \(what) that sum to \(plain(sum)); they must sum to 1", "Scale them to sum to 1")
    return false
  }

  // MARK: Mixture

  func readMixture(_ node: SourceNode, _ role: QuantityRole, depth: Int) -> (any Distribution)? {
    guard let pairs = readPairs(node, "`mixture: [[weight, quantity], …]`") else { return nil }
    var parts: [(weight: Double, law: any Distribution)] = []
    for (index, pair) in pairs.enumerated() {
      let part: (Double, any Distribution)? = descend("\(index)") {
        guard let weight = readPart(pair.0, "a weight"),
          let law = readLaw(pair.1, role, depth: depth + 1)
        else { return nil }
        return (weight, law)
      }
      guard let part else { return nil }
      parts.append(part)
    }
    guard sumsToOne(node, parts.map(\.weight), "weights") else { return nil }
    return make(node) { () throws(ParameterError) in try Mixture(parts) }
  }

  // MARK: Truncation

  func truncated(_ law: any Distribution, _ node: SourceNode) -> (any Distribution)? {
    guard case .sequence(let items) = node.value, items.count == 2 else {
      fail(node, "must be two bounds", "Write `truncate: [a, b]`; `null` leaves a side open")
      return nil
    }
    guard let lower = readBound(items[0], absent: -.infinity),
      let upper = readBound(items[1], absent: .infinity)
    else { return nil }
    guard lower < upper else {
      fail(node, "must have its lower bound first", "Exchange the bounds or write a number alone")
      return nil
    }
    return make(node) { () throws(ParameterError) in
      try Truncated(law, lower: lower, upper: upper)
    }
  }

  private func readBound(_ node: SourceNode, absent: Double) -> Double? {
    node.isNull ? absent : readPlainNumber(node)
  }

  // MARK: Empirical

  func readEmpirical(_ node: SourceNode) -> (any Distribution)? {
    let usage = "`empirical: { file: …, column: …, where: … }`"
    guard case .mapping(let entries) = node.value else {
      fail(node, "must name a file and a column", "Write \(usage)")
      return nil
    }
    var isSound = true
    for entry in entries where !["file", "column", "where"].contains(entry.key) {
      fail(
        entry.node, "`\(entry.key)` is no field of an empirical law", "Write \(usage)",
        nearest: log.nearest(to: entry.key, in: ["file", "column", "where"]))
      isSound = false
    }
    guard isSound else { return nil }
    guard let file = node["file"]?.text, let column = node["column"]?.text else {
      fail(node, "must name a file and a column", "Write \(usage)")
      return nil
    }
    return empirical(node, file: file, column: column)
  }

  private func empirical(
    _ node: SourceNode, file: String, column: String
  ) -> (any Distribution)? {
    let filter = node["where"]
    let condition = filter.flatMap { $0.isNull ? nil : $0.text ?? $0.written(limit: 1_000) }
    let key = [file, column, condition ?? ""]
    if let known = empiricalLaws[key] { return known }
    do throws(ColumnError) {
      let values = try columns.column(file: file, name: column, where: condition)
      let law = make(node) { () throws(ParameterError) in try Empirical(values: values) }
      empiricalLaws[key] = law
      return law
    } catch {
      fail(node, "`\(file)` \(error.requirement)", error.remedy, nearest: error.nearest)
      return nil
    }
  }
}
