import Studies

extension NetworkOptions {
  /// What the options say of the files.
  func readerOptions() throws -> NetworkReader.Options {
    var options = NetworkReader.Options()
    options.supplier = supplier
    options.customer = customer
    options.weight = weight
    options.node = node
    options.duplicates = duplicates?.choice ?? .refuse
    options.selfLinks = selfLinks?.choice ?? .refuse
    options.threads = try output.workers
    return options
  }

  /// Claims the folder, reads and computes, writes and prints, for what spreads over tasks.
  func carryOut<Summary>(
    _ body: (NetworkReader) async throws -> NetworkReport<Summary>
  ) async throws {
    let claimed = try output.folder.map { try RunFolder.claim($0) }
    let reader = NetworkReader(try readerOptions())
    let report: NetworkReport<Summary>
    do {
      report = try await body(reader)
    } catch {
      claimed?.discard()
      throw error
    }
    try output.finish(report, reader, claimed)
  }
}
