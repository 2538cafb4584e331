/// The content of `ro-crate-metadata.json`: what the folder is, which files it has, what made it.
///
/// Reference: RO-Crate 1.1, https://w3id.org/ro/crate/1.1.
struct ResearchCrate: Encodable {
  private let graph: [Entity]

  private enum CodingKeys: String, CodingKey {
    case context = "@context"
    case graph = "@graph"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode("https://w3id.org/ro/crate/1.1/context", forKey: .context)
    try container.encode(graph, forKey: .graph)
  }

  init(manifest: RunManifest, files: [(name: String, description: String)]) {
    let study = manifest.study
    var root = Entity("./", type: "Dataset")
    root.name = "Run \(manifest.run) of study \(study.id)"
    root.description = "Results of \(manifest.trials) simulated years of \(study.title ?? study.id)"
    root.datePublished = String(manifest.finished.prefix(10))
    root.hasPart = files.map { Reference($0.name) }
    root.mentions = [Reference("#run")]
    // RO-Crate asks for a licence; results belong to whoever ran the study.
    root.license = study.classification.map { "Classification: \($0)" } ?? "Not stated"
    graph =
      [Self.descriptor, root, Self.action(manifest), Self.engine(manifest)]
      + files.map(Self.file)
  }

  private static var descriptor: Entity {
    var entity = Entity("ro-crate-metadata.json", type: "CreativeWork")
    entity.about = Reference("./")
    entity.conformsTo = Reference("https://w3id.org/ro/crate/1.1")
    return entity
  }

  private static func action(_ manifest: RunManifest) -> Entity {
    var entity = Entity("#run", type: "CreateAction")
    entity.name = "Simulation with seed \(manifest.seed)"
    entity.instrument = Reference("#engine")
    entity.object = [Reference("study.lock.yaml")]
    entity.result = [Reference("./")]
    return entity
  }

  private static func engine(_ manifest: RunManifest) -> Entity {
    var entity = Entity("#engine", type: "SoftwareApplication")
    entity.name = manifest.engine.name
    entity.version = manifest.engine.version
    return entity
  }

  private static func file(_ file: (name: String, description: String)) -> Entity {
    var entity = Entity(file.name, type: "File")
    entity.description = file.description
    entity.encodingFormat = formats[String(file.name.split(separator: ".").last ?? "")]
    return entity
  }

  private static let formats = [
    "csv": "text/csv", "json": "application/json", "ndjson": "application/x-ndjson",
    "yaml": "application/yaml", "npy": "application/octet-stream",
    "state": "application/octet-stream",
  ]
}

/// One thing of the crate; empty properties are left out.
private struct Entity: Encodable {
  let id: String
  let type: String
  var name: String?
  var description: String?
  var version: String?
  var datePublished: String?
  var license: String?
  var encodingFormat: String?
  var about: Reference?
  var conformsTo: Reference?
  var instrument: Reference?
  var object: [Reference]?
  var result: [Reference]?
  var hasPart: [Reference]?
  var mentions: [Reference]?

  init(_ id: String, type: String) {
    self.id = id
    self.type = type
  }

  private enum CodingKeys: String, CodingKey {
    case id = "@id"
    case type = "@type"
    case name, description, version, datePublished, license, encodingFormat, about, conformsTo
    case instrument, object, result, hasPart, mentions
  }
}

private struct Reference: Encodable {
  let id: String

  init(_ id: String) { self.id = id }

  private enum CodingKeys: String, CodingKey { case id = "@id" }
}
