/// Why no model of outages can be made of a study's network.
public struct OutageModelError: Error, Equatable, Sendable {
  /// Where in the study: `network/propagation/model`.
  public let path: String
  /// What is wrong and what is required.
  public let requirement: String
  /// How to mend it.
  public let remedy: String

  init(path: String, requirement: String, remedy: String) {
    self.path = path
    self.requirement = requirement
    self.remedy = remedy
  }

  init(_ error: NetworkError) {
    self.init(
      path: "network/\(error.record)/\(error.field)",
      requirement: "\(error.field) is \(error.value); it must be \(error.requirement)",
      remedy: "Correct the register")
  }

  init(_ error: LinearNetworkError, ids: [String]) {
    self.init(
      path: "network/propagation/model",
      requirement: error.requirement { ids[$0] },
      remedy: "Lower the criticalities of a cycle of dependencies, write `dependency` below 1, or "
        + "use `model: buffered`, which has no such limit")
  }
}
