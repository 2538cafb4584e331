/// Numbers that a study takes from other files; the reader of the files conforms.
public protocol ColumnSource {
  /// The numbers of one column, for `empirical: { file:, column:, where: }`.
  ///
  /// `where` is the filter as written, nil where there is none. Throws what is wrong with the file.
  func column(file: String, name: String, where filter: String?) throws(ColumnError) -> [Double]

  /// The losses of another model, for `simulation.table`; `method` is `table` or `events`.
  func table(file: String, method: SimulationMethod) throws(ColumnError) -> ExternalTable
}

/// Says why numbers could not be had from a file.
public struct ColumnError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, as a sentence without subject and closing dot: `has no column lost`.
  public let requirement: String
  /// How to mend it, as a sentence without the closing dot.
  public let remedy: String
  /// The nearest valid name, where a name was not found.
  public let nearest: String?

  /// Makes the value from its parts.
  public init(requirement: String, remedy: String, nearest: String? = nil) {
    self.requirement = requirement
    self.remedy = remedy
    self.nearest = nearest
  }

  /// The sentences of the error.
  public var description: String { "\(requirement). \(remedy)." }
}

/// A source without files, for studies that stand alone.
public struct NoColumns: ColumnSource, Sendable {
  /// Makes the source.
  public init() {}

  /// Refuses every file.
  public func column(
    file: String, name: String, where filter: String?
  ) throws(ColumnError) -> [Double] {
    throw Self.refusal
  }

  /// Refuses every file.
  public func table(file: String, method: SimulationMethod) throws(ColumnError) -> ExternalTable {
    throw Self.refusal
  }

  private static let refusal = ColumnError(
    requirement: "cannot be read: the study is checked without its files",
    remedy: "Check the study from its folder")
}
