extension StudyReader {
  /// Reads the id of a record that must exist in one of the registers.
  func readReference(
    _ node: SourceNode, _ text: String, _ candidates: [Register]
  ) -> FieldValue? {
    let id = candidates.contains(.documents) ? documentId(text) : text
    if candidates.contains(where: { registers.contains(id, in: $0) }) { return .text(text) }
    let given = candidates.filter { registers.isGiven($0) || $0.strictness == .always }
    guard !given.isEmpty, isReference(text, candidates) else { return .text(text) }
    if candidates == [.documents] {
      unlistedDocuments.append((id, node.location, pathText))
      return .text(text)
    }
    let isAdvice = given.contains { $0.strictness == .advice }
    let nearest =
      registers.count(of: given) <= ProblemLog.candidateLimit
      ? log.nearest(to: text, in: registers.ids(of: given)) : nil
    fail(
      node, "must be the id of \(given.map(\.withArticle).joined(separator: " or ")) of this study",
      "Add it to `\(given[0].path.joined(separator: "."))` or correct the id",
      nearest: nearest, severity: isAdvice ? .warning : .error)
    return isAdvice ? .text(text) : nil
  }

  /// A document without the place inside it: `doc/sp1#restore`.
  private func documentId(_ text: String) -> String {
    String(text.prefix { $0 != "#" })
  }

  /// Documents and roles may also be named in plain words, which refer to nothing.
  private func isReference(_ text: String, _ candidates: [Register]) -> Bool {
    if candidates == [.documents] { return text.hasPrefix("doc/") }
    if candidates.contains(.parties), candidates.contains(.roles) { return !text.contains(" ") }
    return true
  }

  /// One warning for all documents that `support.documents` does not list.
  func warnOfUnlistedDocuments() {
    guard let first = unlistedDocuments.first else { return }
    var ids: [String] = []
    var seen: Set<String> = []
    for document in unlistedDocuments where seen.insert(document.id).inserted {
      ids.append(document.id)
    }
    let others = ids.count > 1 ? ", as are \(ids.count - 1) other documents" : ""
    log.add(
      StudyProblem(
        severity: .warning, location: first.location, path: first.path, value: first.id,
        requirement: "is not listed in `support.documents`\(others)",
        remedy: "List the documents, or correct the names",
        nearest: log.nearest(to: first.id, in: registers.ids(of: [.documents]))))
  }
}
