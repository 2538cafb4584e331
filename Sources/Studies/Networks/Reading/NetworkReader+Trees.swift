public import RiskModel

extension NetworkReader {
  /// Reads a JSON file as a tree with the place of every value; nil where something is wrong.
  public func tree(_ path: String) -> SourceNode? {
    guard let text = text(path) else { return nil }
    do {
      return try YAMLTree.read(Array(text.bytes), file: path, dialect: .json)
    } catch let error as StudyReadError {
      error.problems.forEach(refuse)
    } catch {
      refuse(
        StudyProblem(
          location: SourceLocation(file: path, line: 1, column: 1), path: "file",
          requirement: "the file cannot be read: \(error)", remedy: "Check that it is JSON"))
    }
    return nil
  }
}
