public import Distributions

/// An estimate in a study: a law, how it was written, and where it comes from.
public struct Quantity: Sendable {
  /// The law; a plain number is a `Constant`.
  public let law: any Distribution
  /// The text or structure as written, on one line, for reports.
  public let written: String
  /// Who estimated it, when and on what basis, where the study says so.
  public let provenance: Provenance?

  /// Makes the value from its parts.
  public init(_ law: any Distribution, written: String, provenance: Provenance? = nil) {
    self.law = law
    self.written = written
    self.provenance = provenance
  }

  /// The value when the quantity is certain, nil when it is a law.
  public var constant: Double? {
    law.support.lowerBound == law.support.upperBound ? law.support.lowerBound : nil
  }
}

/// The origin of an estimate, from which input quality is computed (clause 4.2.3.3).
public struct Provenance: Hashable, Sendable {
  /// The role or person who made the estimate.
  public let by: String?
  /// The day of the estimate, as ISO 8601 text.
  public let dated: String?
  /// On what it rests: data, expert judgement, guess, in the study's own words.
  public let basis: String?

  /// Makes the value from its parts.
  public init(by: String?, dated: String?, basis: String?) {
    self.by = by
    self.dated = dated
    self.basis = basis
  }
}
