public import RiskModel

/// What an outage costs on a study's network, whatever the model of propagation.
///
/// Immutable and shared between threads; each thread prices with an `OutagePricer` of its own.
public struct OutageModel: Sendable {
  enum Kind: Sendable {
    case buffered
    case linear(LinearOutages)
    case cascade(CascadeOutages)
  }

  /// The nodes, the processes and the register.
  public let network: BufferedNetwork
  let kind: Kind

  /// Compiles a study's network and its processes for the model that the network names.
  ///
  /// - Throws: a register that cannot be compiled, a spectral radius of 1 or more, or spends that
  ///   are missing.
  public init(network register: Network?, processes: [BusinessProcess]) throws(OutageModelError) {
    let network: BufferedNetwork
    do {
      network = try BufferedNetwork(network: register, processes: processes)
    } catch {
      throw OutageModelError(error)
    }
    self.network = network
    let settings = register?.settings ?? PropagationSettings()
    switch network.nodeCount == 0 ? .buffered : register?.model ?? .buffered {
    case .buffered: kind = .buffered
    case .static: kind = .linear(try Self.linear(network, settings, isDynamic: false))
    case .dynamic: kind = .linear(try Self.linear(network, settings, isDynamic: true))
    case .cascade:
      kind = .cascade(
        try CascadeOutages(network, register: register, processes: processes, settings: settings))
    }
  }

  private static func linear(
    _ network: BufferedNetwork, _ settings: PropagationSettings, isDynamic: Bool
  ) throws(OutageModelError) -> LinearOutages {
    do {
      return try LinearOutages(network, settings: settings, isDynamic: isDynamic)
    } catch {
      throw OutageModelError(error, ids: network.nodeIDs)
    }
  }

  /// Whether the model looks at stocks and substitutes.
  public var hasStocks: Bool {
    if case .buffered = kind { return true }
    return false
  }

  /// The systemic risk index of the closure of each supplier (ESRI); nil but for the cascade.
  public func systemicRisk() -> [Double]? {
    guard case .cascade(let cascade) = kind else { return nil }
    let suppliers = Array(0..<network.supplierCount)
    return cascade.model.outcomes(of: .closures(suppliers)).map(\.index)
  }

  /// Tabulates the whole outage of each supplier alone, by supplier node.
  public func tabulateSuppliers(horizon: Double = 365) -> [OutageCost] {
    var pricer = OutagePricer(self)
    return pricer.endlessOutages(
      of: (0..<network.supplierCount).map { [Shock(node: $0)] }, horizon: horizon)
  }

  /// Tabulates the endless outage of a struck set; for many sets keep a pricer.
  public func endlessOutage(of shocks: [Shock], horizon: Double = 365) -> OutageCost {
    var pricer = OutagePricer(self)
    return pricer.endlessOutage(of: shocks, horizon: horizon)
  }
}
