/// A loss after insurance as a function of the loss before it: piecewise linear, never falling.
///
/// Net = X − min(X, Σ proportion · min(max(X − attachment, 0), limit)), for X ≥ 0.
struct LayeredLoss: Sendable {
  /// A stretch on which the net loss is linear.
  struct Segment: Sendable {
    /// Loss before insurance at the start.
    let start: Double
    /// Net loss at the start.
    let net: Double
    /// What the insured keeps of each further unit, 0…1.
    let slope: Double
  }

  /// Ascending starts, the first at 0.
  let segments: [Segment]
  private let isBare: Bool

  /// Without insurance.
  static let bare = LayeredLoss(segments: [Segment(start: 0, net: 0, slope: 1)])

  private init(segments: [Segment]) {
    self.segments = segments
    isBare = segments.count == 1 && segments[0].slope == 1
  }

  /// Nil where layers together bear more than the whole of a further unit, so that the net loss
  /// would fall as the loss grows.
  init?(_ layers: [InsuranceLayer]) {
    let knots = Set([0] + layers.flatMap { [$0.attachment, $0.attachment + $0.limit] })
      .filter { $0 < .infinity }.sorted()
    var segments: [Segment] = []
    var net = 0.0
    for (position, start) in knots.enumerated() {
      let borne = layers.reduce(0.0) {
        $0 + (start >= $1.attachment && start < $1.attachment + $1.limit ? $1.proportion : 0)
      }
      // Proportions such as 0.7 and 0.3 may sum to a hair above 1.
      guard borne <= 1 + 1e-12 else { return nil }
      let slope = Swift.max(0, 1 - borne) < 1e-12 ? 0 : 1 - borne
      segments.append(Segment(start: start, net: net, slope: slope))
      if position + 1 < knots.count { net += slope * (knots[position + 1] - start) }
    }
    self.init(segments: segments)
  }

  /// The net loss; equal to the last bit on a stretch where nothing more is kept.
  func net(_ loss: Double) -> Double {
    let segment = segments[segments.lastIndex { $0.start <= loss } ?? 0]
    return segment.net + segment.slope * (loss - segment.start)
  }

  /// The largest loss whose net loss is at most `net`; infinity where no loss nets more.
  @inline(__always)
  func largestLoss(netAtMost net: Double) -> Double {
    if net < 0 || isBare { return net }
    guard let position = segments.lastIndex(where: { $0.net <= net && $0.slope > 0 }) else {
      return .infinity
    }
    let loss = segments[position].start + (net - segments[position].net) / segments[position].slope
    // Beyond the stretch: on a flat one that follows, or on the last without end.
    guard position + 1 < segments.count, loss >= segments[position + 1].start else { return loss }
    return segments[(position + 1)...].first { $0.slope > 0 }?.start ?? .infinity
  }
}
