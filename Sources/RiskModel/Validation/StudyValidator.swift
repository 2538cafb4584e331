/// Checks a whole study and builds its typed values.
public struct StudyValidator: Sendable {
  /// Levels of nesting that a study may have; a deeper tree is refused before it is read.
  public static let depthLimit = 64

  /// Makes a validator; it has no settings.
  public init() {}

  /// Reads a study tree with includes, overlays and registers already in place.
  ///
  /// All problems are found in one go, up to 200, ordered by file, line and column. The work is
  /// linear in the size of the tree. Files named inside the study are read through `columns`.
  public func validate(
    _ root: SourceNode, columns: some ColumnSource = NoColumns()
  ) -> ValidationOutcome {
    let reader = StudyReader(registers: Registers(root), columns: columns)
    if let deep = Self.place(deeperThan: Self.depthLimit, in: root) {
      reader.log.add(Self.tooDeep(deep))
      return ValidationOutcome(study: nil, records: nil, problems: reader.log.report())
    }
    let record = reader.readRecord(root, .root)
    var builder = StudyBuilder(reader: reader)
    let study = record.flatMap { builder.build($0) }
    reader.warnOfUnlistedDocuments()
    return ValidationOutcome(
      study: reader.log.hasErrors ? nil : study, records: record, problems: reader.log.report())
  }

  /// Checks the shape of an overlay; whether its paths exist shows when it is applied.
  public func validateOverlay(_ root: SourceNode) -> ValidationOutcome {
    let reader = StudyReader(registers: Registers(root), columns: NoColumns())
    if let deep = Self.place(deeperThan: Self.depthLimit, in: root) {
      reader.log.add(Self.tooDeep(deep))
      return ValidationOutcome(study: nil, records: nil, problems: reader.log.report())
    }
    let record = reader.readRecord(root, .overlay)
    return ValidationOutcome(study: nil, records: record, problems: reader.log.report())
  }

  private static func tooDeep(_ place: SourceLocation) -> StudyProblem {
    StudyProblem(
      location: place, path: "study",
      requirement: "the study nests more than \(depthLimit) levels deep", remedy: "Flatten it")
  }

  /// The first place that lies too deep; recursion ends there, so no tree can exhaust the stack.
  private static func place(deeperThan limit: Int, in node: SourceNode) -> SourceLocation? {
    guard limit > 0 else { return node.location }
    // A plain loop: `lazy.compactMap.first` runs its closure twice, which doubles at every level.
    for child in node.children {
      if let deep = place(deeperThan: limit - 1, in: child) { return deep }
    }
    return nil
  }
}

/// What a validation found.
public struct ValidationOutcome: Sendable, CustomStringConvertible {
  /// The study; nil when any problem is an error.
  public let study: Study?
  /// The whole tree by its tables, also the records that `study` does not hold; nil where the root
  /// is no mapping.
  public let records: StudyRecord?
  /// Errors and warnings by file, line and column.
  public let problems: [StudyProblem]

  /// Makes a validator; it has no settings.
  public init(study: Study?, records: StudyRecord?, problems: [StudyProblem]) {
    self.study = study
    self.records = records
    self.problems = problems
  }

  /// The problems, one a line.
  public var description: String {
    problems.isEmpty ? "no problems" : problems.map(\.description).joined(separator: "\n")
  }

  /// The problems that keep the study from running.
  public var errors: [StudyProblem] { problems.filter { $0.severity == .error } }
}
