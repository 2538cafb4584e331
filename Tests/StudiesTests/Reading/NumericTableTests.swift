import Foundation
import RiskModel
import Testing

@testable import Studies

@Suite("Numeric tables")
struct NumericTableTests {
  private func read(_ text: String, decimal: Character = ".") -> DecimalNumber.Reading {
    var text = text
    return text.withUTF8 {
      DecimalNumber.read(UnsafeRawBufferPointer($0), decimal: decimal.asciiValue ?? 0)
    }
  }

  @Test("numbers equal the standard library's to the last bit")
  func bits() {
    // Philox and the like are out of reach here; a fixed linear congruence is enough to vary digits.
    var state: UInt64 = 20_261_101
    for round in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let exponent = Int(state >> 40) % (round % 2 == 0 ? 30 : 600) - (round % 2 == 0 ? 15 : 300)
      let digits = String(state >> UInt64(round % 60))
      let text = "\(round % 3 == 0 ? "-" : "")\(digits.prefix(3)).\(digits)e\(exponent)"
      guard let value = Double(text), value.isFinite else { continue }
      #expect(read(text) == .number(value), "\(text)")
    }
  }

  @Test("forms of numbers")
  func forms() {
    let cases: [(String, DecimalNumber.Reading)] = [
      ("0", .number(0)), (" 1.5 ", .number(1.5)), ("+2", .number(2)), (".5", .number(0.5)),
      ("5.", .number(5)), ("1e3", .number(1000)), ("1E-3", .number(0.001)),
      ("9007199254740993", .number(9_007_199_254_740_992)), ("1e-400", .number(0)),
      ("123456789012345678901234567890", .number(1.2345678901234568e29)), ("", .empty),
      ("  ", .empty), ("1e999", .tooLarge), ("1e99999999999999999999", .tooLarge),
      ("nan", .notFinite), ("-Inf", .notFinite), ("#N/A", .notFinite), ("abc", .notANumber),
      ("1 2", .notANumber), ("0x1", .notANumber), ("1e", .notANumber), ("-", .notANumber),
      (".", .notANumber), ("1,5", .notANumber), ("1\u{0}", .notANumber), ("12k", .notANumber),
    ]
    for (text, expected) in cases { #expect(read(text) == expected, "`\(text)`") }
    #expect(read("1,5", decimal: ",") == .number(1.5))
    #expect(read("1.5", decimal: ",") == .notANumber)
  }

  // MARK: Files

  private func columns(_ folder: StudyFolder, risks: [String] = ["R1", "R2"]) -> StudyColumns {
    let place = SourceLocation(file: "f", line: 1, column: 1)
    let items = risks.map { id in
      SourceNode(
        .mapping([
          SourceNode.Entry(
            key: "id", keyLocation: place,
            node: SourceNode(.scalar(id, quoted: false), at: place))
        ]), at: place)
    }
    let list = SourceNode(.sequence(items), at: place)
    let root = SourceNode(
      .mapping([SourceNode.Entry(key: "risks", keyLocation: place, node: list)]), at: place)
    return StudyColumns(files: StudyFiles(root: folder.url.path), root: root)
  }

  @Test(
    "filters",
    arguments: [
      ("risk=R1", [1.0, 3]), ("risk != R1", [2]), ("loss<=2", [1, 2]), ("loss > 1", [2, 3]),
      ("loss==2.0", [2]), ("date>=2024-02-01", [2, 3]), ("risk='R2'", [2]),
      ("date<2024-02-01", [1]),
    ])
  func filters(_ condition: String, _ expected: [Double]) throws {
    let folder = try StudyFolder()
    try folder.write(
      "l.csv",
      "date,risk,loss\r\n2024-01-01,R1,1\r\n\r\n2024-02-01,\"R2\",2\r\n2024-03-01,R1,\"3\"")
    #expect(
      try columns(folder).column(file: "l.csv", name: "loss", where: condition) == expected)
  }

  @Test("a table larger than the buffer gives every number")
  func longTable() throws {
    let folder = try StudyFolder()
    let count = 150_000
    var text = "R1,R2\n"
    for row in 0..<count { text += "\(Double(row) / 8),\(row)\n" }
    try folder.write("y.csv", text)
    guard
      case .years(let probabilities, let losses) = try columns(folder).table(
        file: "y.csv", method: .table)
    else { return }
    #expect(probabilities.count == count)
    #expect(probabilities.allSatisfy { $0 == 1 / Double(count) })
    #expect(losses["R1"] == (0..<count).map { Double($0) / 8 })
    #expect(losses["R2"] == (0..<count).map(Double.init))
  }

  @Test("a row that never ends is refused before it fills the memory")
  func endlessRow() throws {
    let folder = try StudyFolder()
    let path = try folder.write("y.csv", "R1,R2\n")
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.truncate(atOffset: 1 << 30)
    try handle.close()
    let error = #expect(throws: ColumnError.self) {
      try columns(folder).table(file: "y.csv", method: .table)
    }
    #expect(
      error?.description
        == "cannot be read: line 2, column 1: the row is longer than 16 MiB. "
        + "Split the table by columns.")
  }

  @Test("a table above 2 GiB is refused by its size")
  func hugeFile() throws {
    let folder = try StudyFolder()
    for name in ["y.csv", "y.npy"] {
      let path = try folder.write(name, "R1,R2\n")
      let handle = try #require(FileHandle(forWritingAtPath: path))
      try handle.truncate(atOffset: 3 << 30)
      try handle.close()
      let error = #expect(throws: ColumnError.self) {
        try columns(folder).table(file: name, method: .table)
      }
      #expect(error?.requirement.contains("a numeric table holds at most 2 GiB") == true)
    }
  }

  @Test("event tables")
  func events() throws {
    let folder = try StudyFolder()
    try folder.write("e.csv", "trial,risk,loss,mark\n0,R1,5,0.25\n2,R2,6.5,0\n")
    guard
      case .events(let trial, let risk, let loss, let mark) = try columns(folder).table(
        file: "e.csv", method: .events)
    else { return }
    #expect(trial == [0, 2] && risk == ["R1", "R2"] && loss == [5, 6.5])
    #expect(mark == [0.25, 0])
  }

  // MARK: NumPy

  /// A file as `numpy.save` writes it.
  private func array(
    _ type: String, _ shape: String, _ data: Data, version: UInt8 = 1, order: String = "False"
  ) -> Data {
    var header = "{'descr': '\(type)', 'fortran_order': \(order), 'shape': \(shape), }"
    let fixed = version == 1 ? 10 : 12
    header += String(repeating: " ", count: 63 - (fixed + header.utf8.count) % 64) + "\n"
    var bytes = Data([0x93] + Array("NUMPY".utf8) + [version, 0])
    let length = header.utf8.count
    bytes +=
      version == 1
      ? [UInt8(length & 255), UInt8(length >> 8)]
      : [UInt8(length & 255), UInt8(length >> 8), 0, 0]
    return bytes + Data(header.utf8) + data
  }

  private func data<Value>(_ values: [Value]) -> Data {
    values.withUnsafeBytes { Data($0) }
  }

  @Test("arrays of all three types and versions")
  func arrays() throws {
    let folder = try StudyFolder()
    let files = [
      array("<f8", "(2, 2)", data([1.5, 2, 3, 4])),
      array("<f4", "(2, 2)", data([Float(1.5), 2, 3, 4]), version: 2),
      array("<i8", "(2, 2)", data([Int64(1), 2, 3, 4]), version: 3),
    ]
    for (index, file) in files.enumerated() {
      try folder.write("y.npy", file)
      guard case .years(_, let losses) = try columns(folder).table(file: "y.npy", method: .table)
      else { continue }
      #expect(losses == ["R1": [index == 2 ? 1 : 1.5, 3], "R2": [2, 4]])
      #expect(try columns(folder).column(file: "y.npy", name: "1", where: nil) == [2, 4])
    }
    try folder.write("v.npy", array("<f8", "(3,)", data([1.0, 2, 3])))
    #expect(try columns(folder).column(file: "v.npy", name: "0", where: nil) == [1, 2, 3])
  }

  @Test("events as an array, risks by their place in the study")
  func eventArrays() throws {
    let folder = try StudyFolder()
    try folder.write("e.npy", array("<f8", "(2, 4)", data([0.0, 0, 5, 0.25, 2, 1, 6.5, 0])))
    guard
      case .events(let trial, let risk, let loss, let mark) = try columns(folder).table(
        file: "e.npy", method: .events)
    else { return }
    #expect(trial == [0, 2] && risk == ["R1", "R2"] && loss == [5, 6.5] && mark == [0.25, 0])
    try folder.write("i.npy", array("<i8", "(1, 3)", data([Int64(7), 1, 100])))
    guard
      case .events(let years, let names, _, let none) = try columns(folder).table(
        file: "i.npy", method: .events)
    else { return }
    #expect(years == [7] && names == ["R2"] && none == nil)
  }

  @Test(
    "events that cannot be are refused with their row",
    arguments: [
      ([0.5, 0, 1], "has 0.5 in row 0 (from 0): a trial is a whole number from 0"),
      ([0, 2, 1], "has 2.0 in row 0 (from 0): a risk is a whole number from 0 to 1"),
      ([0, 0, -1], "has -1.0 in row 0 (from 0): a loss is at least 0"),
      ([0, 0, 1, 1], "has 1.0 in row 0 (from 0): a mark is at least 0 and below 1"),
      ([0, 0], "has 2 columns; events have 3 or 4"),
    ])
  func badEventArrays(_ row: [Double], _ words: String) throws {
    let folder = try StudyFolder()
    try folder.write("e.npy", array("<f8", "(1, \(row.count))", data(row)))
    let error = #expect(throws: ColumnError.self) {
      try columns(folder).table(file: "e.npy", method: .events)
    }
    #expect(error?.requirement.hasPrefix(words) == true, "\(error?.requirement ?? "")")
  }

  @Test("arrays that do not fit are refused")
  func badArrays() throws {
    let folder = try StudyFolder()
    let four = data([1.0, 2, 3, 4])
    let cases: [(Data, String)] = [
      (array(">f8", "(2, 2)", four), "the array's type is not float64"),
      (array("|O", "(2, 2)", four), "the array's type is not float64"),
      (array("<f8", "(2, 2)", four, order: "True"), "Fortran order"),
      (array("<f8", "(2, 3)", four), "its header promises"),
      (array("<f8", "(1, 2)", four), "its header promises"),
      (array("<f8", "(2, 1, 2)", four), "one or two axes"),
      (array("<f8", "()", four), "one or two axes"),
      (array("<f8", "(-1, 2)", four), "one or two axes"),
      (array("<f8", "(99999999999999999999, 2)", four), "one or two axes"),
      (array("<f8", "(100000000, 100000000)", four), "more than 100,000,000 cells"),
      (array("<f8", "(2, 2)", four, version: 9), "version 9"),
      (array("<f8", "(2, 2)", data([1.0, .nan, 3, 4])), "is not finite"),
      (Data([0x93] + Array("NUMPY".utf8) + [1, 0, 0xFF, 0xFF]), "cut off"),
      (Data([0x93] + Array("NUMPY".utf8) + [2, 0, 0xFF, 0xFF, 0xFF, 0xFF]), "longer than 64 KiB"),
      (Data([0x93]), "cut off"), (Data(), "cut off"),
    ]
    for (file, expected) in cases {
      try folder.write("y.npy", file)
      let error = #expect(throws: ColumnError.self) {
        try columns(folder).table(file: "y.npy", method: .table)
      }
      #expect(
        error?.requirement.contains(expected) == true, "\(expected): \(error?.requirement ?? "")")
    }
  }
}
