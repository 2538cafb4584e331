import SupplyNetworks
import Testing

@Suite struct RepairableComponentTests {
  /// Case control_availability of the risk oracle (built 2026-11-23): closed form; mean times of
  /// 2,000 and 100 hours.
  @Test func controlAvailability() throws {
    let control = try #require(
      RepairableComponent(meanTimeToFailure: 2_000, meanTimeToRepair: 100))
    #expect(abs(control.steadyAvailability - 0.9523809523809523) < 1e-15)
    #expect(abs(control.availability(at: 500) - 0.9526308342094848) < 1e-12)
    // The oracle gives the mean to 0.1 %.
    #expect(abs(control.meanAvailability(until: 500) / 0.9614036506267647 - 1) < 1e-3)
  }

  /// The mean is the integral of the availability: Simpson's rule on 2,000 steps.
  @Test(arguments: [0.1, 1, 7.5, 40]) func meanIsTheIntegral(time: Double) throws {
    let component = try #require(RepairableComponent(meanTimeToFailure: 3, meanTimeToRepair: 1.7))
    let sum = (0...2_000).reduce(0.0) { sum, i in
      let weight = i == 0 || i == 2_000 ? 1.0 : i % 2 == 1 ? 4.0 : 2.0
      return sum + weight * component.availability(at: time * Double(i) / 2_000)
    }
    #expect(abs(component.meanAvailability(until: time) - sum / 6_000) < 1e-10)
  }

  @Test func ends() throws {
    let component = try #require(RepairableComponent(meanTimeToFailure: 5, meanTimeToRepair: 1))
    #expect(component.availability(at: 0) == 1)
    #expect(abs(component.availability(at: 1e6) - component.steadyAvailability) < 1e-15)
    #expect(RepairableComponent(meanTimeToFailure: 0, meanTimeToRepair: 1) == nil)
    #expect(RepairableComponent(meanTimeToFailure: 1, meanTimeToRepair: .infinity) == nil)
  }

  /// Case bridge_network of the risk oracle (built 2026-11-23): enumeration of states; failure
  /// probabilities of the links s–a, s–b, a–b, a–t, b–t.
  @Test func bridgeNetwork() throws {
    let bridge = Structure.parallel([
      .series([.component(0), .component(3)]), .series([.component(1), .component(4)]),
      .series([.component(0), .component(2), .component(4)]),
      .series([.component(1), .component(2), .component(3)]),
    ])
    let failures = [0.05, 0.1, 0.08, 0.03, 0.12]
    let model = try AvailabilityModel(bridge, availability: failures.map { 1 - $0 })
    #expect(abs(model.unavailability - 0.00920167999999999) < 1e-15)
  }
}
