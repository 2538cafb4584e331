/// The content of `datapackage.json`: every CSV of a run folder, described from its table.
///
/// Reference: Frictionless Data Package and Table Schema, version 1.
struct DataPackage: Encodable {
  let profile = "tabular-data-package"
  let name: String
  let title: String
  let description: String
  let resources: [Resource]

  struct Resource: Encodable {
    let name: String
    let title: String
    let path: String
    let profile = "tabular-data-resource"
    let format = "csv"
    let mediatype = "text/csv"
    let encoding = "utf-8"
    let bytes: Int
    let hash: String
    let dialect = Dialect()
    let schema: Schema
  }

  /// How the CSV is written.
  struct Dialect: Encodable {
    let delimiter = ","
    let quoteChar = "\""
    let doubleQuote = true
    let header = true
    let lineTerminator = "\n"
  }

  struct Schema: Encodable {
    let fields: [Field]
    let missingValues = [""]
  }

  struct Field: Encodable {
    let name: String
    let type: String
    let unit: String?
    let description: String
  }

  init(run: String, study: StudyFacts, tables: [(Table, OutputFile.Receipt)]) {
    // Package names are lower case by the specification; ids of runs are already.
    name = run.lowercased()
    title = "Results of run \(run) of study \(study.id)"
    description =
      "Amounts of money are in \(study.currency). An empty cell is a value that is unknown or not "
      + "a finite number. Text that a spreadsheet would run as a formula begins with an apostrophe."
    resources = tables.map(Resource.init)
  }
}

extension DataPackage.Resource {
  fileprivate init(_ table: Table, _ receipt: OutputFile.Receipt) {
    name = table.name
    title = table.title
    path = receipt.name
    bytes = receipt.bytes
    hash = "sha256:\(receipt.digest)"
    schema = DataPackage.Schema(
      fields: table.columns.map {
        DataPackage.Field(
          name: $0.name, type: $0.kind.rawValue, unit: $0.unit, description: $0.meaning + ".")
      })
  }
}
