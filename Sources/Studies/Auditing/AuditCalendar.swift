internal import Foundation

extension AuditPlan {
  /// The programme as a calendar (iCalendar, RFC 5545), one event for each audit.
  ///
  /// - Parameter stamp: the day on which it is made.
  public func calendar(stamp: CalendarDay) -> String {
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Breakwater//audit programme//EN",
      "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
    ]
    for audit in audits {
      guard let begin = CalendarDay(audit.begin) else { continue }
      let end = begin.adding(max(1, Int(audit.days.rounded(.up))))
      lines += [
        "BEGIN:VEVENT", "UID:\(study)-\(year)-\(audit.process)@breakwater",
        "DTSTAMP:\(stamp.compact)T000000Z", "DTSTART;VALUE=DATE:\(begin.compact)",
        "DTEND;VALUE=DATE:\(end.compact)",
        "SUMMARY:" + Self.escaped("Audit \(audit.process) \(audit.name)"),
        "DESCRIPTION:" + Self.escaped(audit.description), "TRANSP:OPAQUE", "CLASS:\(visibility)",
        "END:VEVENT",
      ]
    }
    lines.append("END:VCALENDAR")
    return lines.map { Self.folded($0) + "\r\n" }.joined()
  }

  /// RFC 5545 section 3.8.1.3: what is not said to be public is not shown to other people.
  private var visibility: String {
    switch classification?.lowercased() {
    case "public": "PUBLIC"
    case "confidential", "restricted", "secret": "CONFIDENTIAL"
    default: "PRIVATE"
    }
  }

  /// Writes the calendar to a file that must not exist.
  public func writeCalendar(to path: String, stamp: CalendarDay) throws {
    var file = try ExportFile(path)
    do {
      try file.append(Data(calendar(stamp: stamp).utf8))
    } catch {
      file.discard()
      throw error
    }
  }

  private static func escaped(_ text: String) -> String {
    ProblemReport.printable(text).replacing("\\", with: "\\\\").replacing(";", with: "\\;")
      .replacing(",", with: "\\,").replacing("⏎", with: "\\n")
  }

  /// Lines of at most 75 bytes; a character is never split.
  private static func folded(_ line: String) -> String {
    var text = ""
    var used = 0
    for character in line {
      let size = character.utf8.count
      if used + size > 75 {
        text += "\r\n "
        used = 1
      }
      text.append(character)
      used += size
    }
    return text
  }
}

extension AuditPlan.Entry {
  /// Days, auditor and reasons in one line.
  var description: String {
    let who = auditor.map { "auditor \($0)" } ?? "no independent auditor"
    let told = reportTo.map { ", reported to \($0)" } ?? ""
    return
      "\(FigureText.significant(days)) days, \(who)\(told). \(reasons.joined(separator: "; "))."
  }
}

extension AuditPlan {
  /// The programme for a terminal.
  public func text(_ ink: Ink = Ink(isOn: false)) -> String {
    var grid = TextGrid(.left, .left, .right, .left, .left)
    grid.add("", "", "days", "begins", "auditor")
    for audit in audits {
      grid.add(
        audit.process, TextWidth.cut(ProblemReport.printable(audit.name), to: 40),
        FigureText.significant(audit.days), audit.begin, audit.auditor ?? "none is independent")
    }
    let head =
      "\(ink.heading("AUDIT PROGRAMME")) \(year) of \(study)"
      + "\(ReadersMark.text(classification)): \(FigureText.significant(days)) days"
      + (run.map { ", shares of \($0)" } ?? "") + "\n"
    let reasons = audits.map { audit in
      TextWrap.lines(audit.reasons.joined(separator: "; "), first: "  \(audit.process)  ")
    }.joined()
    return head + grid.text + ink.heading("WHY") + "\n" + reasons
      + notes.map { TextWrap.lines($0, first: "  - ") }.joined()
  }
}
