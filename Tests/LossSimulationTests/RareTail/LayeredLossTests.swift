import Testing

@testable import LossSimulation

@Suite struct LayeredLossTests {
  private func layer(
    _ attachment: Double, _ limit: Double, _ proportion: Double = 1
  ) -> InsuranceLayer {
    InsuranceLayer(attachment: attachment, limit: limit, proportion: proportion, rows: [0])
  }

  private static let programmes: [[(Double, Double, Double)]] = [
    [], [(100, 400, 1)], [(100, 400, 0.7)], [(0, 200, 1)], [(0, .infinity, 0.4)],
    [(100, 400, 0.5), (300, 500, 0.5)], [(50, 50, 1), (100, 100, 1), (500, .infinity, 0.9)],
    [(100, .infinity, 1)],
  ]

  /// The net loss is the loss less what the layers pay, and the inverse is its largest argument.
  @Test(arguments: programmes.indices) func netAndInverse(_ programme: Int) throws {
    let layers = Self.programmes[programme].map { layer($0.0, $0.1, $0.2) }
    let loss = try #require(LayeredLoss(layers))
    for step in 0...400 {
      let x = Double(step) * 2.5
      let paid = layers.reduce(0) { $0 + $1.recovery(on: x) }
      #expect(abs(loss.net(x) - (x - min(paid, x))) < 1e-9)
      let back = loss.largestLoss(netAtMost: loss.net(x))
      #expect(back >= x - 1e-9)
      guard back < .infinity else { continue }
      #expect(abs(loss.net(back) - loss.net(x)) < 1e-9)
      #expect(loss.net(back + 0.01) > loss.net(x) - 1e-9)
      #expect(loss.net(back * 1.001 + 1) > loss.net(x) + 1e-6)
    }
  }

  @Test func nothingNetsMoreThanACoveredTop() throws {
    let loss = try #require(LayeredLoss([layer(100, .infinity)]))
    #expect(loss.net(1e12) == 100)
    #expect(loss.largestLoss(netAtMost: 100) == .infinity)
    #expect(loss.largestLoss(netAtMost: 99) == 99)
    // On the flat stretch net losses are equal bits, which the rule for equal losses needs.
    let gap = try #require(LayeredLoss([layer(0.1, 0.7)]))
    #expect(gap.net(0.3) == gap.net(0.6))
    #expect(gap.largestLoss(netAtMost: gap.net(0.3)) == 0.1 + 0.7)
  }

  @Test func layersThatPayTwiceAreRefused() {
    #expect(LayeredLoss([layer(100, 400, 0.7), layer(200, 50, 0.5)]) == nil)
    #expect(LayeredLoss([layer(0, 10, 0.7), layer(0, 10, 0.3)]) != nil)
  }
}
