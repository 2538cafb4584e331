internal import Sampling

/// What a made-up network shall be like.
public struct NetworkRecipe: Sendable {
  /// The shape of the network.
  public enum Kind: String, CaseIterable, Sendable {
    /// Degrees with power-law tails, inputs by sector, some links both ways.
    case scaleFree = "scale-free"
    /// Firms of about equal degree, inputs by sector.
    case sectors
    /// Layers: a firm buys from the next tier, one time in ten from the one behind it.
    case tiers
    /// Each firm but the first supplies one other, three to a customer.
    case tree
    /// Stochastic blocks: four links in five inside a block.
    case block
  }

  /// Why a network cannot be made.
  public enum Problem: Error, Hashable, Sendable {
    /// Firms are from 2 to 100 million.
    case firms(Int)
    /// More links than the shape has room for.
    case tooManyLinks(asked: Int, room: Int)
    /// A tree has one link fewer than firms.
    case treeLinks(asked: Int, needed: Int)
    /// A share outside [0, 0.5].
    case reciprocity(Double)
  }

  /// The shape.
  public let kind: Kind
  /// The number of firms.
  public let firms: Int
  /// The number of links.
  public let links: Int
  /// Where the random numbers begin.
  public let seed: UInt64
  /// The share of links whose reverse is a link too; of scale-free networks alone.
  public let reciprocity: Double

  /// The usual share of links both ways: low, and far above chance.
  ///
  /// *Ours.*
  public static let usualReciprocity = 0.05

  /// A recipe.
  ///
  /// - Parameters:
  ///   - links: nil for ten a firm (three in tiers, one fewer than firms in a tree).
  ///   - reciprocity: nil for the usual share in a scale-free network, else 0.
  public init(
    kind: Kind, firms: Int, links: Int? = nil, seed: UInt64, reciprocity: Double? = nil
  ) throws(Problem) {
    guard (2...100_000_000).contains(firms) else { throw .firms(firms) }
    let usual =
      switch kind {
      case .scaleFree, .sectors, .block: firms * min(10, (firms - 1) / 4 + 1)
      case .tiers: min(firms * 3, firms * (firms - 1) / 8)
      case .tree: firms - 1
      }
    let wanted = links ?? max(1, usual)
    if kind == .tree, wanted != firms - 1 {
      throw .treeLinks(asked: wanted, needed: firms - 1)
    }
    let share = reciprocity ?? (kind == .scaleFree ? Self.usualReciprocity : 0)
    guard (0...0.5).contains(share), kind == .scaleFree || share == 0 else {
      throw .reciprocity(share)
    }
    self.kind = kind
    self.firms = firms
    self.links = wanted
    self.seed = seed
    self.reciprocity = share
  }

  /// The number of reverse links that are added.
  var reverseLinks: Int { Int((Double(links) * reciprocity / 2).rounded()) }

  func stream(_ purpose: String) -> RandomStream {
    RandomStream(seed: seed, purpose: "network/" + purpose, record: kind.rawValue)
  }
}
