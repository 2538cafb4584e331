internal import Foundation
internal import RiskModel

/// What `runs` lists.
public struct RunList: Codable, Sendable {
  /// Always `runs/1`.
  public let schema: String
  /// Newest first.
  public let runs: [Item]

  /// One run with the state of its folder.
  public struct Item: Codable, Sendable {
    /// What the library says of it.
    public let entry: RunLibrary.Entry
    /// Whether its folder is gone.
    public let missing: Bool
    /// Who approved it; nil where nobody has.
    public let approvedBy: String?

    private enum CodingKeys: CodingKey { case missing, approvedBy }

    init(_ entry: RunLibrary.Entry) {
      self.entry = entry
      missing = !StoredRun.isRun(entry.folder)
      approvedBy = (try? StoredRun(folder: entry.folder))?.approval?.by
    }

    /// Writes the entry's own keys beside `missing`.
    public func encode(to encoder: any Encoder) throws {
      try entry.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(missing, forKey: .missing)
      try container.encode(approvedBy, forKey: .approvedBy)
    }

    /// Decodes what `encode` has written.
    public init(from decoder: any Decoder) throws {
      entry = try RunLibrary.Entry(from: decoder)
      let container = try decoder.container(keyedBy: CodingKeys.self)
      missing = try container.decode(Bool.self, forKey: .missing)
      approvedBy = try container.decodeIfPresent(String.self, forKey: .approvedBy)
    }
  }

  /// The runs of a library, newest first; of one study where its folder or id is given.
  ///
  /// Runs in the study folder's `runs/` that the library does not know are listed too.
  ///
  /// - Throws: `RunNotFound` where no such study is known.
  public init(
    library: [RunLibrary.Entry], study: String? = nil, directory: String
  ) throws(RunNotFound) {
    schema = "runs/1"
    guard let study else {
      runs = library.map(Item.init)
      return
    }
    let folder = URL(fileURLWithPath: study, relativeTo: URL(fileURLWithPath: directory))
      .resolvingSymlinksInPath().path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
      isFolder.boolValue
    else {
      let own = library.filter { $0.study == study }
      guard !own.isEmpty else {
        let nearest = nearestName(to: study, in: library.map(\.study))
          .map { " Did you mean `\($0)`?" }
        throw RunNotFound("There is no study folder or study `\(study)`.\(nearest ?? "")")
      }
      runs = own.map(Item.init)
      return
    }
    var entries = library.filter { $0.folder.hasPrefix(folder + "/") }
    let known = Set(entries.map(\.folder))
    entries += RunLocator.folders(inStudy: folder).filter { !known.contains($0) }
      .compactMap(Self.entry)
    runs = entries.sorted { $0.started > $1.started }.map(Item.init)
  }

  private static func entry(folder: String) -> RunLibrary.Entry? {
    guard let run = try? StoredRun(folder: folder), let summary = try? run.summary() else {
      return nil
    }
    return RunLibrary.Entry(summary, manifest: run.manifest, folder: folder)
  }

  /// Aligned lines for a terminal.
  public var text: String {
    guard !runs.isEmpty else { return "No run yet. Begin with `breakwater run STUDY`.\n" }
    var grid = TextGrid(.left, .left, .left, .right, .right, .right, .left)
    grid.add("run", "study", "started", "trials", "expected", "bad years", "")
    for item in runs {
      let entry = item.entry
      let notes = [
        item.missing ? "folder missing" : nil, entry.status == "stopped" ? "stopped" : nil,
        item.approvedBy.map { "approved by \(ProblemReport.printable($0))" },
      ].compactMap { $0 }.joined(separator: ", ")
      grid.add(
        ProblemReport.printable(entry.run),
        TextWidth.cut(ProblemReport.printable(entry.study), to: 24),
        String(entry.started.prefix(16)).replacing("T", with: " "),
        FigureText.count(entry.trials), money(entry.expectedAnnualLoss, entry.currency),
        money(entry.expectedShortfall, entry.currency), notes)
    }
    return grid.text
  }

  private func money(_ value: Double?, _ currency: String) -> String {
    value.map { FigureText.amount($0) + " " + ProblemReport.printable(currency) } ?? "-"
  }
}
