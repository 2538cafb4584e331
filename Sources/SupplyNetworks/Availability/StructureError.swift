/// Says what in a written structure cannot be understood, and where.
public struct StructureError: Error, Hashable, Sendable {
  /// The position of the character from 1.
  public let column: Int
  /// What is wrong, as a sentence without the closing dot.
  public let problem: String
  /// How to mend it, as a sentence without the closing dot.
  public let remedy: String
  /// The id that is not among the components; nil for a mistake of grammar.
  public let component: String?

  init(column: Int, problem: String, remedy: String, component: String? = nil) {
    self.column = column
    self.problem = problem
    self.remedy = remedy
    self.component = component
  }
}

/// All that is wrong with a written structure, in the order of the text.
public struct StructureErrors: Error, Hashable, Sendable {
  /// The problems; never empty.
  public let problems: [StructureError]
}
