import RiskModel

/// Loads the tree of a study: its file, the files it includes, and its registers.
final class TreeLoader {
  let files: StudyFiles
  private(set) var problems: [StudyProblem] = []
  /// Whether a part of the tree is missing, so that references into it cannot be judged.
  private(set) var isIncomplete = false
  private var cache: [String: SourceNode] = [:]
  private var includes = 0
  private var includedNodes = 0

  init(files: StudyFiles) {
    self.files = files
  }

  /// The tree with everything in it that the study keeps in files of its own.
  func load(_ root: SourceNode, file: String) -> SourceNode {
    let whole = resolveIncludes(root, path: [], open: [file])
    return resolveRegisters(whole, path: [])
  }

  /// Registers of an overlay's parts, at the path where each part will stand.
  func loadRegisters(_ node: SourceNode, path: [String]) -> SourceNode {
    resolveRegisters(node, path: path)
  }

  /// Keeps a problem that leaves the rest of the tree judgeable.
  func report(_ problem: StudyProblem) {
    problems.append(problem)
  }

  /// Says that a part of the tree could not be read.
  func markIncomplete() {
    isIncomplete = true
  }

  /// What the body gives; its problems are kept, and nil stands for a part that is missing.
  private func collect<Result>(_ body: () throws -> Result) -> Result? {
    do {
      return try body()
    } catch let error as StudyReadError {
      problems += error.problems
    } catch {
      problems.append(
        StudyProblem(
          location: SourceLocation(file: "-", line: 1, column: 1), path: "file",
          requirement: "the study cannot be read: \(error)", remedy: "Check its files"))
    }
    isIncomplete = true
    return nil
  }

  // MARK: Includes

  private func resolveIncludes(
    _ node: SourceNode, path: [String], open: [String]
  ) -> SourceNode {
    switch node.value {
    case .null, .scalar: return node
    case .sequence(let items):
      let resolved = items.enumerated().map { index, item in
        resolveIncludes(item, path: path + [TreePath.label(of: item, at: index)], open: open)
      }
      return SourceNode(.sequence(resolved), at: node.location)
    case .mapping(let entries):
      guard let include = entries.first(where: { $0.key == "include" }) else {
        return SourceNode(
          .mapping(entries.map { resolved($0, path: path, open: open) }), at: node.location)
      }
      return merge(entries, include: include, at: node.location, path: path, open: open)
    }
  }

  private func resolved(
    _ entry: SourceNode.Entry, path: [String], open: [String]
  ) -> SourceNode.Entry {
    var entry = entry
    entry.node = resolveIncludes(entry.node, path: path + [entry.key], open: open)
    return entry
  }

  /// A mapping with the contents of its included files in place of `include`.
  private func merge(
    _ entries: [SourceNode.Entry], include: SourceNode.Entry, at place: SourceLocation,
    path: [String], open: [String]
  ) -> SourceNode {
    let here = TreePath.text(path + ["include"])
    let parts = includePaths(include.node, path: here).compactMap { part in
      included(part.path, at: part.location, path: path, open: open)
    }
    if entries.count == 1, !parts.isEmpty, let list = sequence(parts) {
      return SourceNode(.sequence(list), at: parts[0].location)
    }
    var merged: [SourceNode.Entry] = []
    var places: [String: SourceLocation] = [:]
    for entry in entries {
      let additions =
        entry.key == "include"
        ? parts.flatMap { mappingEntries($0, path: here) }
        : [resolved(entry, path: path, open: open)]
      for addition in additions {
        if let first = places[addition.key] {
          reportTwice(addition, first: first, path: path)
        } else {
          places[addition.key] = addition.keyLocation
          merged.append(addition)
        }
      }
    }
    return SourceNode(.mapping(merged), at: place)
  }

  /// All items where every part is a list; nil where one is not.
  private func sequence(_ parts: [SourceNode]) -> [SourceNode]? {
    var all: [SourceNode] = []
    for part in parts {
      guard case .sequence(let items) = part.value else { return nil }
      all += items
    }
    return all
  }

  private func mappingEntries(_ part: SourceNode, path: String) -> [SourceNode.Entry] {
    switch part.value {
    case .mapping(let entries): return entries
    case .null: return []
    default:
      problems.append(
        StudyProblem(
          location: part.location, path: path,
          requirement: "an included file holds keys with values, as they would stand here",
          remedy: "Begin the file with a key, or include a list as the only key: "
            + "`risks: { include: risks.yaml }`"))
      return []
    }
  }

  private func reportTwice(_ entry: SourceNode.Entry, first: SourceLocation, path: [String]) {
    problems.append(
      StudyProblem(
        location: entry.keyLocation, path: TreePath.text(path + [entry.key]), value: entry.key,
        requirement: "the key is given twice, first at \(first)", remedy: "Keep one of the two"))
  }

  private func includePaths(
    _ node: SourceNode, path: String
  ) -> [(path: String, location: SourceLocation)] {
    var found: [(path: String, location: SourceLocation)] = []
    func take(_ node: SourceNode) {
      if case .scalar(let text, _) = node.value {
        found.append((text, node.location))
      } else {
        problems.append(
          StudyProblem(
            location: node.location, path: path,
            requirement: "`include` takes a file's path or a list of paths",
            remedy: "Write `include: [risks.yaml, network.yaml]`"))
        isIncomplete = true
      }
    }
    if case .sequence(let items) = node.value { items.forEach(take) } else { take(node) }
    return found
  }

  private func included(
    _ name: String, at place: SourceLocation, path: [String], open: [String]
  ) -> SourceNode? {
    let here = TreePath.text(path + ["include"])
    return collect {
      let normal = StudyFiles.normalised(name) ?? name
      includes += 1
      try checkInclude(normal, at: place, path: here, open: open)
      let root = try file(name, at: place, path: here)
      includedNodes += Self.count(root)
      guard includedNodes <= 2 * ReadLimits.nodes else {
        throw StudyReadError(
          StudyProblem(
            location: place, path: here, value: normal,
            requirement: "the included files hold more than 2,000,000 values in all",
            remedy: "Move long lists into CSV registers: `risks: { file: risks.csv }`"))
      }
      return resolveIncludes(root, path: path, open: open + [normal])
    }
  }

  private static func count(_ node: SourceNode) -> Int {
    switch node.value {
    case .null, .scalar: 1
    case .sequence(let items): items.reduce(1) { $0 + count($1) }
    case .mapping(let entries): entries.reduce(1) { $0 + count($1.node) }
    }
  }

  private func checkInclude(
    _ name: String, at place: SourceLocation, path: String, open: [String]
  ) throws {
    func refuse(_ requirement: String, _ remedy: String) -> StudyReadError {
      StudyReadError(
        StudyProblem(
          location: place, path: path, value: name, requirement: requirement, remedy: remedy))
    }
    if let start = open.firstIndex(of: name) {
      let chain = (open[start...] + [name]).joined(separator: " → ")
      throw refuse("files include each other in a circle: \(chain)", "Remove one of the includes")
    }
    guard open.count <= ReadLimits.includeDepth else {
      throw refuse(
        "includes are nested deeper than \(ReadLimits.includeDepth) files",
        "Include the inner files from `study.yaml` itself")
    }
    guard includes <= ReadLimits.includes else {
      throw refuse("the study has more than 1,000 includes", "Join some of the files")
    }
  }

  /// The tree of a YAML or JSON file of the study, read once.
  private func file(_ name: String, at place: SourceLocation, path: String) throws -> SourceNode {
    let key = StudyFiles.normalised(name) ?? name
    if let known = cache[key] { return known }
    let (bytes, file) = try files.bytes(
      of: name, at: place, path: path, limit: ReadLimits.textBytes, tooLarge: YAMLTree.tooLarge)
    let root = try YAMLTree.read(
      bytes, file: file, dialect: file.hasSuffix(".json") ? .json : .yaml)
    cache[key] = root
    return root
  }

  // MARK: Registers

  private func resolveRegisters(_ node: SourceNode, path: [String]) -> SourceNode {
    switch node.value {
    case .scalar(let name, _) where Self.plainRegisters.contains(path):
      return register(name, node: node, format: DelimitedFormat(), path: path)
    case .null, .scalar: return node
    case .sequence(let items):
      let resolved = items.enumerated().map { index, item in
        resolveRegisters(item, path: path + [TreePath.label(of: item, at: index)])
      }
      return SourceNode(.sequence(resolved), at: node.location)
    case .mapping(let entries):
      if let reference = RegisterReference(node), !Self.isDataFile(path) {
        guard let format = collect({ try reference.format(path: TreePath.text(path)) }) else {
          return SourceNode(.sequence([]), at: node.location)
        }
        return register(reference.file, node: reference.fileNode, format: format, path: path)
      }
      let resolved = entries.map { entry in
        var entry = entry
        entry.node = resolveRegisters(entry.node, path: path + [entry.key])
        return entry
      }
      return SourceNode(.mapping(resolved), at: node.location)
    }
  }

  /// Keys whose plain text is the path of a register.
  private static let plainRegisters: Set<[String]> = [
    ["network", "nodes"], ["network", "edges"], ["incidents"], ["measurements"],
  ]

  /// Whether a file at a path holds numbers for a law or a table, which are read as columns.
  private static func isDataFile(_ path: [String]) -> Bool {
    path.last == "empirical" || path == ["simulation", "table"]
  }

  private func register(
    _ name: String, node: SourceNode, format: DelimitedFormat, path: [String]
  ) -> SourceNode {
    let here = TreePath.text(path)
    let rows = collect {
      let (bytes, file) = try files.bytes(
        of: name, at: node.location, path: here, limit: ReadLimits.registerBytes
      ) { size, file in
        StudyProblem(
          location: node.location, path: here, value: "\(file), \(size) bytes",
          requirement: "a register holds at most 64 MiB",
          remedy: "Split the register, or run a large network with `breakwater network`")
      }
      let table = try DelimitedTable.read(bytes, file: file, format: format)
      return try RegisterRows.sequence(table, format: format)
    }
    return rows ?? SourceNode(.sequence([]), at: node.location)
  }
}

/// The mapping that stands for a list kept in CSV: `{ file: x.csv, delimiter: ";", decimal: "," }`.
struct RegisterReference {
  let file: String
  let fileNode: SourceNode
  private let delimiter: SourceNode?
  private let decimal: SourceNode?

  /// Nil for a mapping that is something else.
  init?(_ node: SourceNode) {
    guard case .mapping(let entries) = node.value,
      entries.allSatisfy({ ["file", "delimiter", "decimal"].contains($0.key) }),
      let fileNode = node["file"], case .scalar(let file, _) = fileNode.value,
      file.hasSuffix(".csv") || file.hasSuffix(".tsv") || entries.count > 1
    else { return nil }
    self.file = file
    self.fileNode = fileNode
    delimiter = node["delimiter"]
    decimal = node["decimal"]
  }

  func format(path: String) throws -> DelimitedFormat {
    try Self.format(
      delimiter: delimiter, decimal: decimal, isTabbed: file.hasSuffix(".tsv"), path: path)
  }

  /// The format that two optional keys ask for.
  static func format(
    delimiter: SourceNode?, decimal: SourceNode?, isTabbed: Bool = false, path: String
  ) throws -> DelimitedFormat {
    var format = DelimitedFormat(delimiter: UInt8(ascii: isTabbed ? "\t" : ","))
    if let delimiter {
      guard case .scalar(let text, _) = delimiter.value,
        let byte = [",": ",", ";": ";", "\t": "\t", "\\t": "\t", "tab": "\t"][text]?.utf8.first
      else {
        throw refuse(
          delimiter, "delimiter", path, "a delimiter is `,`, `;` or `tab`",
          "Write `delimiter: \";\"`")
      }
      format.delimiter = byte
    }
    if let decimal {
      guard case .scalar(let text, _) = decimal.value, text == "," || text == "." else {
        throw refuse(
          decimal, "decimal", path, "the decimal sign is `.` or `,`", "Write `decimal: \",\"`")
      }
      format.decimalComma = text == ","
      guard !format.decimalComma || format.delimiter != UInt8(ascii: ",") else {
        throw refuse(
          decimal, "decimal", path, "cells and decimals cannot both be set apart by a comma",
          "Name the delimiter too: `delimiter: \";\"`")
      }
    }
    return format
  }

  private static func refuse(
    _ node: SourceNode, _ key: String, _ path: String, _ requirement: String, _ remedy: String
  ) -> StudyReadError {
    var value: String?
    if case .scalar(let text, _) = node.value { value = text }
    return StudyReadError(
      StudyProblem(
        location: node.location, path: path + "/" + key, value: value, requirement: requirement,
        remedy: remedy))
  }
}
