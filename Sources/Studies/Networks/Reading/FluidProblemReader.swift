internal import RiskModel
internal import SupplyNetworks

/// A fluid network as it stands in a problem file.
struct FluidProblem {
  let network: FluidNetwork
  /// The durations at which every plant's loss is asked for.
  let days: [Double]?
  /// Durations of single plants, which go before those.
  let plantDays: [Int: [Double]]
}

/// Reads a problem file of `network fluid`.
///
/// Two forms, which may mix. Records: `plants: [{id, capacity, products: [ids], recovery_days}]`,
/// `products: [{id, demand, stock, profit}]`. Columns: `plants` and `products` as lists of ids or
/// numbers of them, `capacity`, `demand`, `stock` and `profit` as lists or by id, and `parts`: for
/// each plant 0 or 1 a product, or the list of products, which may also stand in `plants` by id.
/// Without any every plant makes all.
final class FluidProblemReader {
  private let reader: NetworkReader
  private let file: String
  private var isWrong = false

  /// A reader whose problems go where all of the command go.
  init(_ reader: NetworkReader, file: String) {
    self.reader = reader
    self.file = file
  }

  /// The problem; nil where something is wrong.
  func read() -> FluidProblem? {
    guard let tree = reader.tree(file) else { return nil }
    guard case .mapping = tree.value else {
      refuse(tree, "file", "a problem is an object with plants and products", "Write `{ … }`")
      return nil
    }
    let products = items(tree, ["products", "n_products"], stem: "product")
    let plants = items(tree, ["plants", "n_plants"], stem: "plant")
    let demand = column(tree, ["demand"], of: products, "products")
    let stock = column(tree, ["stock", "inv", "inventory"], of: products, "products")
    let profit = column(tree, ["profit", "margin"], of: products, "products")
    let capacity = column(tree, ["capacity", "cap"], of: plants, "plants")
    let made = parts(tree, plants, products)
    let days = tree.first(Self.durationKeys)?.ifNotMapping.map { durations($0, "days") }
    let plantDays = recovery(tree, plants)
    guard !isWrong else { return nil }
    return FluidProblem(
      network: FluidNetwork(
        plants: plants.indices.map {
          FluidNetwork.Plant(id: plants[$0].id, capacity: capacity[$0], products: made[$0])
        },
        products: products.indices.map {
          FluidNetwork.Product(
            id: products[$0].id, demand: demand[$0], stock: stock[$0], profit: profit[$0])
        }), days: days, plantDays: plantDays)
  }

  // MARK: Ids

  /// A plant or product: its id, and its record where it has one.
  private struct Item {
    let id: String
    let node: SourceNode
  }

  private func items(_ tree: SourceNode, _ keys: [String], stem: String) -> [Item] {
    guard let node = tree.first(keys) else {
      refuse(
        tree, keys[0], "the problem has no `\(keys[0])`",
        "List the ids, or give their number: `\"\(keys[0])\": 3`")
      return []
    }
    if let count = node.number {
      guard count >= 1, count == count.rounded(), count <= 10_000 else {
        refuse(node, keys[0], "a number of \(keys[0]) is from 1 to 10000", "Mend the number")
        return []
      }
      return (0..<Int(count)).map { Item(id: "\(stem)\($0)", node: node) }
    }
    let list = named(node, keys[0])
    var seen: Set<String> = []
    for item in list where !seen.insert(item.id).inserted {
      refuse(
        item.node, keys[0], "the id stands in the list already", "Give each an id of its own",
        value: item.id)
    }
    if list.isEmpty, !isWrong {
      refuse(node, keys[0], "the list is empty", "Name at least one")
    }
    return list
  }

  /// Items of a list of ids or records, or of records by id.
  private func named(_ node: SourceNode, _ path: String) -> [Item] {
    switch node.value {
    case .mapping(let entries): return entries.map { Item(id: $0.key, node: $0.node) }
    case .sequence(let nodes):
      return nodes.compactMap { node in
        let id = node.first(["id", "name"]) ?? node
        if let text = id.scalar { return Item(id: text, node: node) }
        refuse(node, path, "an entry is an id or an object with an `id`", "Give it an `id`")
        return nil
      }
    default:
      refuse(node, path, "this is a list of ids or of objects", "Write `[\"A\", \"B\"]`")
      return []
    }
  }

  // MARK: Numbers

  /// One number for each item: from its record, or from a list or an object at the top.
  private func column(
    _ tree: SourceNode, _ keys: [String], of items: [Item], _ owner: String
  ) -> [Double] {
    let top = tree.first(keys)
    if let top, case .sequence(let nodes) = top.value {
      guard nodes.count == items.count else {
        if !items.isEmpty {
          refuse(
            top, keys[0], "there is one number for each of the \(items.count) \(owner)",
            "Give \(items.count) numbers", value: "\(nodes.count) numbers")
        }
        return []
      }
      return nodes.map { quantity($0, keys[0]) }
    }
    return items.map { item in
      guard let node = item.node.first(keys) ?? top?[item.id] ?? top?.ifScalar else {
        refuse(
          item.node, "\(owner)/\(item.id)", "there is no `\(keys[0])` for it",
          "Add `\"\(keys[0])\"` to its record, or a list `\"\(keys[0])\": […]`")
        return 0
      }
      return quantity(node, "\(keys[0])/\(item.id)")
    }
  }

  /// Beyond it a linear program of doubles says nothing of days.
  private static let largest = 1e12

  private func quantity(_ node: SourceNode, _ path: String) -> Double {
    guard let value = node.number, value >= 0, value <= Self.largest else {
      refuse(
        node, path, "the value is a number from 0 to 1e12", "Mend the value, or the unit",
        value: node.scalar)
      return 0
    }
    return value
  }

  private func durations(_ node: SourceNode, _ path: String) -> [Double] {
    let nodes = if case .sequence(let list) = node.value { list } else { [node] }
    return nodes.map { node in
      let days = quantity(node, path)
      if days > NetworkFluid.longest {
        refuse(
          node, path, "a duration is at most 36,500 days", "Mend the number", value: node.scalar)
      }
      return days
    }
  }

  private static let durationKeys = ["days", "durations", "ttr"]

  /// Durations of single plants: in their records, by id, or one for each in a list.
  private func recovery(_ tree: SourceNode, _ plants: [Item]) -> [Int: [Double]] {
    let keys = ["recovery_days", "time_to_recover"]
    let top = tree.first(keys)
    let byID = tree.first(Self.durationKeys)
    var found: [Int: [Double]] = [:]
    for (place, plant) in plants.enumerated() {
      var node =
        plant.node.first(keys + Self.durationKeys) ?? top?[plant.id] ?? byID?[plant.id]
      if case .sequence(let list)? = top?.value, list.count == plants.count { node = list[place] }
      if let node { found[place] = durations(node, "recovery_days") }
    }
    return found
  }

  // MARK: What makes what

  private func parts(_ tree: SourceNode, _ plants: [Item], _ products: [Item]) -> [Set<Int>] {
    let keys = ["parts", "makes", "produces", "assignment"]
    let top = tree.first(keys)
    if let top, case .sequence(let rows) = top.value {
      guard rows.count == plants.count else {
        refuse(
          top, "parts", "there is one row for each of the \(plants.count) plants",
          "Give \(plants.count) rows", value: "\(rows.count) rows")
        return []
      }
      return rows.map { row($0, products) }
    }
    return plants.map { plant in
      let node = plant.node.first(["products"] + keys) ?? top?[plant.id] ?? plant.node.ifSequence
      return node.map { row($0, products) } ?? Set(products.indices)
    }
  }

  /// The products of one plant: a flag for each, or a list of them.
  private func row(_ node: SourceNode, _ products: [Item]) -> Set<Int> {
    if case .mapping(let entries) = node.value {
      let made = entries.filter { $0.node.flag == true }
      return Set(made.flatMap { known($0.key, $0.node, products) })
    }
    guard case .sequence(let cells) = node.value else {
      return Set(node.scalar.map { known($0, node, products) } ?? [])
    }
    let flags = cells.compactMap(\.flag)
    let ids = Set(products.map(\.id))
    if flags.count == products.count, flags.count == cells.count,
      !cells.allSatisfy({ $0.scalar.map(ids.contains) ?? false })
    {
      return Set(flags.indices.filter { flags[$0] })
    }
    return Set(cells.flatMap { known($0.scalar ?? "", $0, products) })
  }

  private func known(_ id: String, _ node: SourceNode, _ products: [Item]) -> [Int] {
    if let place = products.firstIndex(where: { $0.id == id }) { return [place] }
    if let place = node.number.map({ Int($0) }), products.indices.contains(place) {
      return [place]
    }
    refuse(
      node, "parts", "a plant makes products that are listed",
      "Name a product, or give one 0 or 1 for each", value: id,
      nearest: nearestName(to: id, in: products.map(\.id)))
    return []
  }

  private func refuse(
    _ node: SourceNode, _ path: String, _ requirement: String, _ remedy: String,
    value: String? = nil, nearest: String? = nil
  ) {
    isWrong = true
    reader.refuse(
      StudyProblem(
        location: node.location, path: path, value: value, requirement: requirement,
        remedy: remedy, nearest: nearest))
  }
}

extension SourceNode {
  /// The value at the first of some keys that is there.
  fileprivate func first(_ keys: [String]) -> SourceNode? {
    keys.lazy.compactMap { self[$0] }.first
  }

  fileprivate var scalar: String? {
    if case .scalar(let text, _) = value { text } else { nil }
  }

  fileprivate var ifScalar: SourceNode? { scalar == nil ? nil : self }

  fileprivate var ifSequence: SourceNode? {
    if case .sequence = value { self } else { nil }
  }

  fileprivate var ifNotMapping: SourceNode? {
    if case .mapping = value { nil } else { self }
  }

  fileprivate var number: Double? {
    guard case .scalar(let text, quoted: false) = value else { return nil }
    // `Int` traps beyond its range, so that absurd numbers are none.
    return Double(text).flatMap { $0.magnitude < 1e15 ? $0 : nil }
  }

  fileprivate var flag: Bool? {
    switch scalar {
    case "0", "false": false
    case "1", "true": true
    default: number.map { $0 != 0 }
    }
  }
}
