import Distributions

extension StudyReader {
  /// Laws inside laws.
  private static let mixtureDepth = 8
  /// The part of a law below 0 that is taken for rounding: `MODELS.md` section 2.
  static let negligible = 1e-6

  /// Reads an estimate in any form of `STUDY.md` section 3; nil where it was refused.
  func readQuantity(_ node: SourceNode, _ role: QuantityRole) -> Quantity? {
    guard let law = readLaw(node, role, depth: 0), check(law, role, node) else { return nil }
    return Quantity(law, written: node.written(limit: 400), provenance: provenance(of: node))
  }

  func readLaw(_ node: SourceNode, _ role: QuantityRole, depth: Int) -> (any Distribution)? {
    guard depth <= Self.mixtureDepth else {
      fail(node, "is a mixture in a mixture more than \(Self.mixtureDepth) deep", "Flatten it")
      return nil
    }
    switch node.value {
    case .scalar(let text, let quoted): return readWritten(node, text, quoted: quoted, role)
    case .mapping(let entries): return readLawMapping(node, entries, role, depth: depth)
    case .sequence(let items) where items.count == 2:
      let ends = items.map { $0.written(limit: 20) }
      fail(node, "must be \(role.phrase)", "Write `\(ends[0]) to \(ends[1])` or name the law")
    default: fail(node, "must be \(role.phrase)", "Write a number, `low to high` or a law")
    }
    return nil
  }

  // MARK: `a`, `a to b`, `a to b per year`

  private func readWritten(
    _ node: SourceNode, _ text: String, quoted: Bool, _ role: QuantityRole
  ) -> (any Distribution)? {
    var words = text.split { $0 == " " || $0 == "\t" }.map(String.init)
    if words.suffix(2) == ["per", "year"] {
      guard [.rate, .value, .signed].contains(role) else {
        fail(node, "must be \(role.phrase), not a yearly rate", "Remove `per year`")
        return nil
      }
      words.removeLast(2)
    }
    if words.count == 3, words[1] == "to" { return readRange(node, words[0], words[2]) }
    guard words.count == 1 else {
      fail(node, "must be \(role.phrase)", rangeRemedy(text, role))
      return nil
    }
    if case .refused(let requirement, let remedy) = Scalar.number(words[0]) {
      let isRange = rangeParts(words[0]) != nil
      fail(
        node, requirement == Scalar.plainRequirement ? "must be \(role.phrase)" : requirement,
        isRange ? rangeRemedy(words[0], role) : remedy)
      return nil
    }
    // What the suffix `per year` makes text anyway may stand in quotes.
    let isText = quoted && text.split { $0 == " " || $0 == "\t" }.count == 1
    guard let value = number(node, words[0], quoted: isText) else { return nil }
    return make(node) { () throws(ParameterError) in try Constant(value) }
  }

  private func rangeRemedy(_ text: String, _ role: QuantityRole) -> String {
    if let (low, high) = rangeParts(text) { return "Write `\(low) to \(high)`" }
    if text.contains(" per "), role == .rate { return "Rates are `per year`: convert the number" }
    return "Write a number, or `low to high` with blanks around `to`"
  }

  /// The ends of `12k-180k`, `12k–180k` or `12k..180k`.
  private func rangeParts(_ text: String) -> (String, String)? {
    for separator in ["–", "—", "..", "-", "to"] {
      guard let parts = split(text, at: separator) else { continue }
      if case .number = Scalar.number(parts.0), case .number = Scalar.number(parts.1) {
        return parts
      }
    }
    return nil
  }

  private func split(_ text: String, at separator: String) -> (String, String)? {
    let letters = Array(text)
    let mark = Array(separator)
    guard letters.count > mark.count + 1 else { return nil }
    for start in 1..<(letters.count - mark.count)
    where Array(letters[start..<(start + mark.count)]) == mark {
      return (
        trimmed(String(letters[..<start])), trimmed(String(letters[(start + mark.count)...]))
      )
    }
    return nil
  }

  private func readRange(_ node: SourceNode, _ low: String, _ high: String) -> (any Distribution)? {
    guard let low = number(node, low, quoted: false), let high = number(node, high, quoted: false)
    else { return nil }
    return range90(node, low, high)
  }

  /// The lognormal with 5 % and 95 % quantiles.
  func range90(_ node: SourceNode, _ low: Double, _ high: Double) -> (any Distribution)? {
    if low == high, low > 0 {
      fail(node, "must have two different ends", "Write `\(plain(low))` alone if it is certain")
    } else if low > 0, high < low {
      fail(node, "must have its lower end first", "Write `\(plain(high)) to \(plain(low))`")
    } else if low <= 0 {
      fail(
        node, "is a 90 % interval of a lognormal, whose ends must both be above 0",
        "Write `{ uniform: [\(plain(low)), \(plain(high))] }` or another law if it reaches 0")
    } else {
      return make(node) { () throws(ParameterError) in try LogNormal(p05: low, p95: high) }
    }
    return nil
  }

  /// Builds a law, or logs what its parameters violate.
  func make(
    _ node: SourceNode, _ body: () throws(ParameterError) -> any Distribution
  ) -> (any Distribution)? {
    do throws(ParameterError) { return try body() } catch {
      let name = LawForm.fileNames[error.parameter] ?? error.parameter
      fail(node, "`\(name)` is \(error.value); it must be \(error.requirement)", "Change `\(name)`")
      return nil
    }
  }

  // MARK: What stands beside a law

  private func provenance(of node: SourceNode) -> Provenance? {
    let (by, dated, basis) = (node["by"]?.text, node["dated"]?.text, node["basis"]?.text)
    guard by != nil || dated != nil || basis != nil else { return nil }
    return Provenance(by: by, dated: dated, basis: basis)
  }

  // MARK: Ranges

  /// Whether the law stays where its role allows it.
  private func check(_ law: any Distribution, _ role: QuantityRole, _ node: SourceNode) -> Bool {
    guard role != .signed else { return true }
    if law.support.lowerBound < 0 {
      let below = law.distribution(-Double.leastNormalMagnitude)
      // Negated, so that a law that answers NaN does not slip through.
      if !(below <= Self.negligible) {
        let isConstant = law.support.lowerBound == law.support.upperBound
        fail(
          node, isConstant ? "must not be negative" : "is negative in \(percent(below)) of draws",
          isConstant ? "Write a number that is at least 0" : "Add `truncate: [0, null]` to the law")
        return false
      }
    }
    return role != .probability || checkProbability(law, node)
  }

  private func checkProbability(_ law: any Distribution, _ node: SourceNode) -> Bool {
    guard law.support.upperBound > 1 else { return true }
    if law.support.lowerBound > 1 {
      fail(node, "is a probability and must be at most 1", "Write a number between 0 and 1")
      return false
    }
    let above = law.survival(1)
    // A lognormal success reaches beyond 1 by nature; it is worth a word only where it shows.
    if above > 0.05 {
      fail(
        node, "is a probability, but above 1 in \(percent(above)) of draws, which count as 1",
        "Lower it or add `truncate: [0, 1]`", severity: .warning)
    }
    return true
  }
}

/// A share as a percentage with three significant digits.
func percent(_ share: Double) -> String {
  guard share.isFinite else { return "an unknown share" }
  let value = share * 100
  for scale in [1.0, 10, 100, 1e3, 1e4, 1e5, 1e6] where value * scale >= 100 || scale == 1e6 {
    return "\(plain((value * scale).rounded() / scale)) %"
  }
  return "\(plain(value)) %"
}
