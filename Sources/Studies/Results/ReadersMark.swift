/// Who may read an output, as it stands behind the study's id at the head of a text.
enum ReadersMark {
  /// ` (internal)`; nothing where the study is not classified.
  static func text(_ classification: String?) -> String {
    classification.map { " (\(ProblemReport.printable($0)))" } ?? ""
  }
}
