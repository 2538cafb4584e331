internal import Distributions
internal import Foundation
internal import RiskModel
internal import Sampling
internal import SupplyNetworks

/// A means of communication and what it rests on, by a study's response.
struct CommunicationMeans {
  let id: String
  /// Suppliers and processes; a control with `provider_outage` brings its provider.
  let nodes: Set<String>
  let controls: Set<String>
  let lostIn: Set<String>
  let outages: ControlOutages?
  /// Part of their output that it cannot do without.
  let needs: Double

  init?(_ record: StudyRecord, controls known: [Control]) {
    guard let id = record.text("id") else { return nil }
    let rests = Set(record.texts("rests_on"))
    let controls = known.filter { rests.contains($0.id) }
    self.id = id
    self.controls = Set(controls.map(\.id))
    nodes = rests.subtracting(self.controls)
      .union(controls.filter(\.providerOutage).compactMap(\.provider))
    lostIn = Set(record.texts("lost_in"))
    needs = record.number("needs") ?? 0.5
    outages = record.record("outages").flatMap { outages in
      guard let rate = outages.quantity("rate"), let days = outages.quantity("days") else {
        return nil
      }
      return ControlOutages(rate: rate, days: days)
    }
  }

  /// Whether it is silent at some outputs of nodes by id, where those that are whole are missing.
  func isDown(at outputs: [String: Double]) -> Bool {
    nodes.contains { (outputs[$0] ?? 1) < needs }
  }
}

/// Finds every outage in a study that silences a means of communication.
struct SilencingOutages {
  private let study: Study
  private let means: [CommunicationMeans]
  private let model: OutageModel?
  private let owners: [String: String]
  private let events: Set<String>
  /// What does not fit the figures, as sentences without the dot.
  private(set) var notes: [String] = []
  private(set) var all: [SilencingOutage] = []

  /// - Parameter events: the risks of the plan; what strikes their suppliers counts as an event of
  ///   the plan even where no means rests on them.
  init(_ study: Study, _ means: [CommunicationMeans], events: Set<String> = []) {
    self.events = events
    self.study = study
    self.means = means
    model = try? OutageModel(network: study.network, processes: study.processes)
    owners = Dictionary(
      study.risks.flatMap { risk in risk.fromNetwork.map { ($0, risk.id) } },
      uniquingKeysWith: { $1 })
    addMeans()
    addControls()
    addSuppliers()
    addHazards()
    addRisks()
  }

  private func bits(_ isMeant: (CommunicationMeans) -> Bool) -> Int {
    means.indices.reduce(0) { isMeant(means[$1]) ? $0 | 1 << $1 : $0 }
  }

  private mutating func addMeans() {
    for means in means {
      guard let outages = means.outages else { continue }
      all.append(
        SilencingOutage(
          cause: means.id, risks: [], rate: .events(outages.rate), days: outages.days.law,
          path: [(bits { $0.id == means.id }, 0)]))
    }
  }

  private mutating func addControls() {
    for control in study.controls {
      let set = bits { $0.controls.contains(control.id) }
      guard set != 0, let outages = control.outages else { continue }
      all.append(
        SilencingOutage(
          cause: control.id, risks: [], rate: .events(outages.rate), days: outages.days.law,
          path: [(set, 0)]))
    }
  }

  private mutating func addSuppliers() {
    for supplier in relevant {
      guard let rate = supplier.outageRate, let days = supplier.outageDays else { continue }
      all.append(
        SilencingOutage(
          cause: supplier.id, risks: risks([supplier]), rate: .events(rate), days: days.law,
          path: path([supplier.id])))
    }
  }

  private mutating func addHazards() {
    for hazard in study.network?.hazards ?? [] {
      let members = relevant.filter { $0.hazards.contains(hazard.id) }
      guard !members.isEmpty else { continue }
      if members.count > StruckSets.mostListed {
        notes.append(
          "\(hazard.id) can strike \(members.count) suppliers that matter: "
            + "\(StruckSets.drawn) of the sets that it strikes are drawn")
      }
      for struck in StruckSets(hazard, members: members.count, seed: study.simulation.seed).all {
        let hit = members.indices.filter { struck.bits & 1 << $0 != 0 }.map { members[$0] }
        guard !hit.isEmpty else { continue }
        all.append(
          SilencingOutage(
            cause: hazard.id, risks: risks(hit), part: struck.probability,
            rate: .events(hazard.perYear), days: hazard.days.law, path: path(hit.map(\.id))))
      }
    }
  }

  private mutating func addRisks() {
    for risk in study.risks {
      let direct = bits { $0.lostIn.contains(risk.id) }
      guard let frequency = risk.frequency, let stop = risk.downtime else {
        if direct != 0 { notes.append("nothing says how long an event of \(risk.id) lasts") }
        continue
      }
      let reached = path(stop.processes, severity: stop.level)
      guard direct != 0 || !reached.isEmpty || events.contains(risk.id) else { continue }
      let path: [(set: Int, from: Double)] =
        reached.first?.from == 0 ? reached : [(0, 0)] + reached
      all.append(
        SilencingOutage(
          cause: risk.id, risks: [risk.id], rate: frequency.rate, count: frequency.count,
          days: stop.days.law,
          path: path.map { ($0.set | direct, $0.from) }))
    }
  }

  /// Risks under which outages of suppliers are shown.
  private func risks(_ suppliers: [Supplier]) -> Set<String> {
    Set(suppliers.compactMap { $0.category.flatMap { owners[$0] } })
  }

  /// Suppliers on which a means rests, whatever lies between, and those of the plan's own events.
  private var relevant: [Supplier] {
    guard let network = study.network else { return [] }
    let feeding = Dictionary(grouping: network.dependencies, by: \.target)
    var reached = means.reduce(into: Set<String>()) { $0.formUnion($1.nodes) }
    var open = Array(reached)
    while let node = open.popLast() {
      for row in feeding[node] ?? [] where reached.insert(row.source).inserted {
        open.append(row.source)
      }
    }
    return network.suppliers.filter {
      reached.contains($0.id) || !events.isDisjoint(with: risks([$0]))
    }
  }

  /// Which means are down at what time while some nodes are out; empty where none ever is.
  private func path(_ nodes: [String], severity: Double = 1) -> [(set: Int, from: Double)] {
    guard let model, severity > 0 else { return [] }
    let shocks = nodes.compactMap { id in
      model.network.node(id: id).map { Shock(node: $0, severity: severity) }
    }
    guard !shocks.isEmpty else { return [] }
    var sets: [(set: Int, from: Double)] = []
    for segment in model.path(of: shocks, lasting: SilencingOutage.longest).segments
    where segment.start < SilencingOutage.longest {
      let outputs = Dictionary(
        segment.outputs.map { (model.network.nodeIDs[$0.node], $0.output) },
        uniquingKeysWith: { $1 })
      let set = bits { $0.isDown(at: outputs) }
      if sets.last?.set ?? 0 != set { sets.append((set, segment.start)) }
    }
    return sets
  }
}

/// The sets of suppliers that one event of a hazard strikes, each with its probability.
private struct StruckSets {
  /// Above it sets are drawn, for they double with each supplier.
  static let mostListed = 10
  static let drawn = 1_000

  let all: [(bits: Int, probability: Double)]

  init(_ hazard: SharedHazard, members: Int, seed: UInt64) {
    guard members > Self.mostListed else {
      all = (0..<(1 << members)).map { bits in
        let hit = Double(bits.nonzeroBitCount)
        return (bits, pow(hazard.hits, hit) * pow(1 - hazard.hits, Double(members) - hit))
      }.filter { $0.1 > 0 }
      return
    }
    let stream = RandomStream(seed: seed, purpose: "communication hits", record: hazard.id)
    let listed = min(members, 62)
    all = (0..<Self.drawn).map { trial in
      let bits = (0..<listed).reduce(0) { bits, member in
        let uniform = stream.uniforms(trial: UInt32(trial), draw: UInt32(member)).0
        return uniform < hazard.hits ? bits | 1 << member : bits
      }
      return (bits, 1 / Double(Self.drawn))
    }
  }
}
