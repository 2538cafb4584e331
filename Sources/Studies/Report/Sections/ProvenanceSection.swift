/// Where the figures come from, to the digest of every file.
struct ProvenanceSection {
  let content: ReportContent

  init(_ content: ReportContent) { self.content = content }

  var section: ReportSection {
    let isShort = content.profile == .management
    return ReportSection(
      id: "provenance", title: "Provenance", body: isShort ? short : facts + files + again)
  }

  private var provenance: ReportContent.Provenance { content.provenance }

  /// What the foot of the page does not say.
  private var short: Markup {
    let approval =
      content.approval.map { "approved by \($0.by) on \($0.date)" } ?? "approved by nobody yet"
    let by = content.supersededBy.map { ", superseded by run \($0)" } ?? ""
    return """
      <p>Run \(provenance.run): \(FigureText.count(provenance.trials)) years, \(provenance.method), \
      seed \(String(provenance.seed)), finished \(provenance.finished); <bdi>\(approval)</bdi>\(by). \
      Study <code>\(provenance.digest)</code>.</p>
      """
  }

  private var facts: Markup {
    var pairs: [(String, String)] = [
      ("program", "\(provenance.engine.name) \(provenance.engine.version)"),
      ("run", provenance.run),
      ("years", "\(FigureText.count(provenance.trials)), \(provenance.method)"),
      ("seed", String(provenance.seed)),
      ("ended by", provenance.endedBy),
      ("began", provenance.started),
      ("finished", provenance.finished),
      ("study digest", provenance.digest),
    ]
    if let approval = content.approval {
      pairs.append(("approved by", "\(approval.by) on \(approval.date)"))
    } else if content.profile.isInternal {
      pairs.append(("approved by", "nobody yet"))
    }
    if let successor = content.supersededBy {
      pairs.append(("superseded by", "run \(successor), which is approved"))
    }
    if let host = provenance.host {
      pairs.append(
        (
          "machine",
          "\(host.name), \(host.operatingSystem), \(host.instructionSet), "
            + "\(provenance.threads) threads, \(FigureText.plain(provenance.seconds)) s"
        ))
    }
    if !provenance.overlays.isEmpty {
      pairs.append(("overlays", provenance.overlays.joined(separator: ", ")))
    }
    let list = pairs.map { "<dt>\($0.0)</dt><dd><bdi>\($0.1)</bdi></dd>" as Markup }.joined()
    return "<dl class=\"facts\">\(list)</dl>"
  }

  private var files: Markup {
    guard !provenance.files.isEmpty else { return .empty }
    var table = DataTable(
      "Files of the study", [.text("file"), .figure("bytes"), .text("SHA-256")])
    for file in provenance.files {
      table.add(
        .text(file.path), .words(FigureText.count(file.size)),
        .markup("<code>\(file.sha256)</code>"))
    }
    return "\(table)"
  }

  private var again: Markup {
    """
    <p>The same study, seed and number of years give the same figures to the last bit, whatever \
    the machine and the number of threads.</p>
    """
  }
}
