public import Foundation

/// A report of a run: one HTML file that needs nothing else.
///
/// The same run gives the same bytes: dates come from the run, never from a clock.
public struct StudyReport: Sendable {
  private let content: ReportContent

  /// Reads a run folder and takes out what the profile does not show.
  ///
  /// - Throws: `RunNotFound` where the run, or a file that was named, cannot be read.
  public init(_ run: StoredRun, _ request: ReportRequest = ReportRequest()) throws(RunNotFound) {
    self.init(try ReportSource(run, request), request.profile)
  }

  /// The same, with the outlook on the years in which treatments begin to work.
  ///
  /// - Parameter threads: Workers, on which the report does not depend.
  public static func withOutlook(
    _ run: StoredRun, _ request: ReportRequest = ReportRequest(), threads: Int? = nil
  ) async throws(RunNotFound) -> StudyReport {
    var source = try ReportSource(run, request)
    if request.profile.isInternal { source.outlook = await Outlook.of(run, source, threads) }
    return StudyReport(source, request.profile)
  }

  init(_ source: ReportSource, _ profile: ReportProfile) {
    content = ReportContent(source, profile)
  }

  /// The file.
  public func html() throws -> Data {
    let page = ReportPage(
      content: content, sections: sections, data: try ReportData(content).markup())
    return Data(page.text.utf8)
  }

  /// The sections of the profile in their order; those without anything to say are left out.
  var sections: [ReportSection] {
    let all: [ReportSection?] =
      switch content.profile {
      case .full:
        [
          SummarySection(content).section, DecisionSection(content).section,
          MethodSection(content).section, ContextSection(content).section,
          ResultsSection(content).section, NetworkSection(content).section,
          TreatmentsSection(content).section, RegisterSection(content).section,
          ConformitySection(content).section, AuditSection(content).section,
          TablesSection(content).section, ProvenanceSection(content).section,
        ]
      case .management:
        [
          SummarySection(content).section, MethodSection(content).section,
          ProvenanceSection(content).section, DecisionSection(content).section,
        ]
      case .reviewPack:
        [
          SummarySection(content).section, ReviewSection(content).section,
          MethodSection(content).section, ProvenanceSection(content).section,
        ]
      case .partner:
        [
          SummarySection(content).section, MethodSection(content).section,
          ResultsSection(content).section, NetworkSection(content).section,
          RegisterSection(content).section, ProvenanceSection(content).section,
        ]
      case .public:
        [
          PolicySection(content).section, MethodSection(content).section,
          ProvenanceSection(content).section,
        ]
      }
    return all.compactMap { $0 }
  }
}
