import Foundation
import Testing

/// Reads every `import` line under `Sources` and holds it against the table of CONTRIBUTING.md.
///
/// SwiftPM does not refuse an import of a module that a dependency brings in, so this does.
@Suite struct LayeringTests {
  /// What each module may import: ours, then from outside.
  static let allowed: [String: Set<String>] = [
    "LinearAlgebra": ["CLAPACK", "CKernels"],
    "Distributions": ["LinearAlgebra", "RealModule"],
    "Sampling": ["Distributions", "LinearAlgebra", "CKernels", "RealModule", "Synchronization"],
    "RiskModel": ["Distributions"],
    "Optimization": ["CCBC", "CHighs", "Synchronization"],
    "SupplyNetworks": [
      "RiskModel", "LinearAlgebra", "Sampling", "Optimization", "CKernels", "Synchronization",
    ],
    "LossSimulation": [
      "RiskModel", "SupplyNetworks", "Sampling", "Distributions", "LinearAlgebra",
      "Synchronization",
    ],
    "TreatmentPlanning": [
      "LossSimulation", "RiskModel", "Sampling", "Distributions", "Optimization", "RealModule",
    ],
    "Studies": [
      "TreatmentPlanning",
      "LossSimulation", "SupplyNetworks", "RiskModel", "Optimization", "Sampling",
      "Distributions", "LinearAlgebra", "CZlib", "CXLSXWriter",
      "Foundation", "FoundationXML", "Yams", "GRDB", "Crypto", "Synchronization", "Dispatch",
      "Glibc",
    ],
    "WorkbenchCLI": [
      "Studies", "RiskModel", "ArgumentParser", "Foundation", "Dispatch", "Synchronization",
      "Glibc",
    ],
  ]

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private func swiftFiles(of module: String) throws -> [URL] {
    let folder = Self.root.appending(path: "Sources/\(module)")
    let enumerator = try #require(
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    return enumerator.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
  }

  /// The modules that a file's import lines name, and whether one is re-exported.
  static func imports(in text: String) -> (modules: Set<String>, reexports: Bool) {
    var modules: Set<String> = []
    var reexports = false
    for line in text.split(separator: "\n") {
      var words = line.split(separator: " ").map(String.init)
      if words.first == "@testable" { words.removeFirst() }
      reexports = reexports || words.first == "@_exported"
      guard let position = words.firstIndex(of: "import"), position < words.count - 1,
        words[..<position].allSatisfy({ ["public", "internal", "package", "private"].contains($0) })
      else { continue }
      modules.insert(String(words[words.count - 1].prefix { $0 != "." }))
    }
    return (modules, reexports)
  }

  @Test(arguments: Self.allowed.keys.sorted())
  func importsFollowTheTable(module: String) throws {
    let allowed = try #require(Self.allowed[module])
    for file in try swiftFiles(of: module) {
      let text = try String(contentsOf: file, encoding: .utf8)
      let imports = Self.imports(in: text)
      let extra = imports.modules.subtracting(allowed).sorted()
      #expect(extra.isEmpty, "\(file.lastPathComponent) imports \(extra)")
      #expect(!imports.reexports, "\(file.lastPathComponent) re-exports")
    }
  }

  @Test func everyModuleIsInTheTable() throws {
    let folder = Self.root.appending(path: "Sources")
    let modules = try FileManager.default.contentsOfDirectory(atPath: folder.path())
    #expect(
      Set(modules).subtracting(Self.allowed.keys) == [
        "CLAPACK", "CKernels", "CZlib", "CCBC", "CHighs", "CXLSXWriter",
      ])
  }

  /// The check must see what it is meant to refuse.
  @Test func plantedImportsAreSeen() {
    let text = "internal import Foundation\n@_exported import Yams\nimport struct GRDB.Row\n"
    let imports = Self.imports(in: text)
    #expect(imports.modules == ["Foundation", "GRDB"])
    #expect(imports.reexports)
  }

  /// No module bears the name of a type in it, or a name that says nothing.
  @Test(arguments: Self.allowed.keys.sorted())
  func modulesAreNotTypes(module: String) throws {
    let pattern = try Regex("(struct|class|enum|protocol|actor) \(module)\\b")
    for file in try swiftFiles(of: module) {
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(text.firstMatch(of: pattern) == nil, "\(file.lastPathComponent)")
    }
    for word in ["Core", "Common", "Utils", "Helpers", "Kit", "Manager", "Base", "Misc"] {
      #expect(!module.contains(word))
    }
  }
}
