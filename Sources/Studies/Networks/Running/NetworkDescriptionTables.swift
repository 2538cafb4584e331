internal import SupplyNetworks

/// The tables of `network describe`.
struct NetworkDescriptionTables {
  let shape: NetworkShape

  init(_ shape: NetworkShape) { self.shape = shape }

  var all: [ResultColumns] { [nodes, degrees, tiers, components] }

  private var nodes: ResultColumns {
    let shape = shape
    return ResultColumns(
      "nodes", title: "Every node with its place in the network", rowCount: shape.graph.nodeCount,
      columns: [
        .id("node", "Node", shape.graph.nodes),
        .integer("suppliers", "Suppliers of the node") { shape.suppliers.row($0).count },
        .integer("customers", "Customers of the node") { shape.customers.row($0).count },
        .number("in_strength", unit: "weight", "Weight that reaches it", shape.inStrength),
        .number("out_strength", unit: "weight", "Weight that leaves it", shape.outStrength),
        .number(
          "supplier_concentration", "Herfindahl–Hirschman index of its suppliers",
          shape.supplierIndex),
        .integer("sole_supplier_of", "Customers with no other supplier of the input") {
          shape.soleSupplies[$0]
        },
        .number("tier", "Fewest links to the end of a supply chain; empty where none leads there") {
          shape.tiers.tier[$0] < 0 ? .nan : Double(shape.tiers.tier[$0])
        },
        .integer("weak_component", "Part of the network, links taken both ways") {
          Int(shape.weak.component[$0])
        },
        .integer("strong_component", "Part inside which every node reaches every other") {
          Int(shape.strong.component[$0])
        },
        .integer("articulation", "1 where its removal cuts the network, else 0") {
          shape.articulation.isPoint[$0] ? 1 : 0
        },
      ])
  }

  private var degrees: ResultColumns {
    let inCounts = Self.histogram(shape.inDegrees)
    let outCounts = Self.histogram(shape.outDegrees)
    let degrees = Set(inCounts.keys).union(outCounts.keys).sorted()
    return ResultColumns(
      "degrees", title: "How many nodes have so many links", rowCount: degrees.count,
      columns: [
        .integer("degree", "Number of links") { degrees[$0] },
        .integer("nodes_by_suppliers", "Nodes with so many suppliers") {
          inCounts[degrees[$0]] ?? 0
        },
        .integer("nodes_by_customers", "Nodes with so many customers") {
          outCounts[degrees[$0]] ?? 0
        },
      ])
  }

  private var tiers: ResultColumns {
    let sizes = shape.tiers.sizes
    return ResultColumns(
      "tiers", title: "Nodes by distance to the end of a supply chain", rowCount: sizes.count,
      columns: [
        .integer("tier", "Fewest links to tier 0") { $0 },
        .integer("nodes", "Nodes of the tier") { sizes[$0] },
      ])
  }

  private var components: ResultColumns {
    let strong = (0..<shape.strong.count).map { shape.strong.size($0) }
    let rows =
      Self.sizes(shape.weak.sizes).map { ("weak", $0.size, $0.count) }
      + Self.sizes(strong).map { ("strong", $0.size, $0.count) }
    return ResultColumns(
      "components", title: "Parts of the network by their size", rowCount: rows.count,
      columns: [
        .text("kind", "weak or strong") { rows[$0].0 },
        .integer("size", "Nodes of a part") { rows[$0].1 },
        .integer("count", "Parts of this size") { rows[$0].2 },
      ])
  }

  private static func histogram(_ values: [Int]) -> [Int: Int] {
    values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// Sizes with how often they come, the largest first.
  private static func sizes(_ values: [Int]) -> [(size: Int, count: Int)] {
    histogram(values).sorted { $0.key > $1.key }.map { ($0.key, $0.value) }
  }
}
