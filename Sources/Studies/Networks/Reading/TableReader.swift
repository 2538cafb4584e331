internal import Dispatch
internal import RiskModel
internal import SupplyNetworks

/// Reads delimited tables of any size: whole rows in one stretch a thread, joined in the order of
/// the file, so that nothing in the result depends on the number of threads.
struct TableReader {
  /// Bytes below which a second thread does not pay.
  static let leastStretch = 256 << 10

  let threads: Int
  let problems: NetworkProblems

  /// The columns of a text; nil where there is something wrong with it, which `problems` says.
  func read(_ text: TableText, _ rules: [ColumnRule]) -> NetworkTable? {
    do throws(StudyProblem) {
      try refuseOtherEncodings(text)
      let header = try Self.header(text)
      guard let plan = header.plan(rules, of: text, problems: problems) else { return nil }
      return rows(text, header, plan)
    } catch {
      problems.add(error)
      return nil
    }
  }

  private static func header(_ text: TableText) throws(StudyProblem) -> TableHeader {
    do { return try TableHeader(text) } catch let problem as StudyProblem { throw problem } catch {
      throw StudyProblem(
        location: SourceLocation(file: text.name, line: 1, column: 1), path: "header",
        requirement: "the header cannot be read", remedy: "Write the names of the columns")
    }
  }

  private func rows(_ text: TableText, _ header: TableHeader, _ plan: TablePlan) -> NetworkTable? {
    let ranges = stretches(text, from: header.end)
    var parsers = parse(text, ranges, header, plan, stopsAtFault: ranges.count > 1)
    if ranges.count > 1, parsers.contains(where: { !$0.faults.isEmpty }) {
      // Something is wrong: once more in one go, for the lines and for quotes that span stretches.
      parsers.forEach { $0.release() }
      parsers = parse(text, [header.end..<text.count], header, plan, stopsAtFault: false)
    }
    defer { parsers.forEach { $0.release() } }
    report(parsers, text)
    return TableJoin(text: text, plan: plan, parsers: parsers, threads: threads).table()
  }

  // MARK: Parsing

  private func parse(
    _ text: TableText, _ ranges: [Range<Int>], _ header: TableHeader, _ plan: TablePlan,
    stopsAtFault: Bool
  ) -> [RowParser] {
    var parsers = ranges.enumerated().map { number, range in
      RowParser(
        text, range, line: number == 0 ? header.nextLine : 1, plan: plan,
        stopsAtFault: stopsAtFault)
    }
    let count = parsers.count
    parsers.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let shared = SharedPointer(base)
      DispatchQueue.concurrentPerform(iterations: count) { shared.value[$0].run() }
    }
    return parsers
  }

  /// Ranges of whole rows, about equally long: a line end splits where the quotes before it pair up.
  private func stretches(_ text: TableText, from start: Int) -> [Range<Int>] {
    let count = max(1, min(threads, (text.count - start) / Self.leastStretch))
    guard count > 1 else { return [start..<text.count] }
    let bytes = text.bytes
    let cuts = (0...count).map { start + (text.count - start) * $0 / count }
    let quotes = Self.quotes(bytes, cuts)
    var bounds = [start]
    var isInside = false
    for number in 1..<count {
      if quotes[number - 1] % 2 == 1 { isInside.toggle() }
      let bound = Self.rowStart(bytes, from: max(cuts[number], 0), isInside: isInside)
      if bound > (bounds.last ?? start), bound < text.count { bounds.append(bound) }
    }
    return zip(bounds, bounds.dropFirst() + [text.count]).map { $0..<$1 }
  }

  /// The number of quotes between neighbouring cuts.
  private static func quotes(_ bytes: UnsafeBufferPointer<UInt8>, _ cuts: [Int]) -> [Int] {
    var counts = [Int](repeating: 0, count: cuts.count - 1)
    counts.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress, let start = bytes.baseAddress else { return }
      let shared = SharedPointer(base)
      let source = SharedPointer(UnsafeMutablePointer(mutating: start))
      DispatchQueue.concurrentPerform(iterations: cuts.count - 1) { part in
        var count = 0
        for place in cuts[part]..<cuts[part + 1] where source.value[place] == UInt8(ascii: "\"") {
          count += 1
        }
        shared.value[part] = count
      }
    }
    return counts
  }

  private static func rowStart(
    _ bytes: UnsafeBufferPointer<UInt8>, from place: Int, isInside: Bool
  ) -> Int {
    var isInside = isInside
    var at = place
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "\"") { isInside.toggle() }
      at += 1
      if !isInside, bytes[at - 1] == 0x0A { break }
    }
    return at
  }

  // MARK: Problems

  private func refuseOtherEncodings(_ text: TableText) throws(StudyProblem) {
    let bytes = text.bytes
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw StudyProblem(
        location: SourceLocation(file: text.name, line: 1, column: 1), path: "encoding",
        requirement: "the file is UTF-16, by its byte order mark", remedy: "Save the file as UTF-8")
    }
    guard Self.hasUnusualBytes(bytes, threads: threads),
      let offset = TextCheck.firstInvalidByte(bytes)
    else { return }
    let place = UnsafePointer(text.base) + offset
    let line = bytes[..<offset].reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
    let isNull = bytes[offset] == 0
    throw StudyProblem(
      location: TablePlaces.location(text, place, line: line), path: "encoding",
      value: "0x" + String(bytes[offset], radix: 16, uppercase: true),
      requirement: isNull
        ? "byte \(offset + 1) of the file is NUL, which no text holds"
        : "byte \(offset + 1) of the file is not UTF-8",
      remedy: isNull
        ? "Remove the byte or give the right file; this looks like binary data"
        : "Save the file as UTF-8")
  }

  /// Whether any byte is NUL or above 127; most tables of numbers have none.
  private static func hasUnusualBytes(_ bytes: UnsafeBufferPointer<UInt8>, threads: Int) -> Bool {
    var found: UInt8 = 0
    for byte in bytes { found |= (byte | (byte &- 1)) & 0x80 }
    return found != 0
  }

  private func report(_ parsers: [RowParser], _ text: TableText) {
    for parser in parsers {
      for fault in parser.faults {
        guard problems.count < NetworkProblems.limit else {
          problems.add(unlisted: 1)
          continue
        }
        problems.add(
          StudyProblem(
            location: TablePlaces.location(text, fault.place, line: fault.line),
            path: fault.column, value: fault.value, requirement: fault.requirement,
            remedy: fault.remedy))
      }
    }
    if parsers.contains(where: { $0.faultyRows.count >= RowParser.faultLimit }) {
      problems.add(
        StudyProblem(
          location: SourceLocation(file: text.name, line: 1, column: 1), path: "file",
          requirement:
            "more than \(RowParser.faultLimit) rows are faulty, and reading was given up",
          remedy: "Check that this is the right file"))
    }
  }
}
