import SupplyNetworks
import Testing

/// Time to survive against time to recover.
@Suite struct SupplierMeasureTests {
  @Test func exposedWhereRecoveryTakesLongerThanTheStock() throws {
    let rows = [row("A", "P", "a", stock: 4), row("B", "P", "b", stock: 4, switchDays: 3)]
    let network = try Register("A B C", "P", rows).compiled()
    let tables = network.tabulateSuppliers()
    let slow = network.supplierMeasures(tables: tables, timesToRecover: [5, 5, nil])
    #expect(slow.map(\.timeToSurvive) == [4, nil, nil])
    #expect(slow.map(\.isExposed) == [true, false, false])
    let quick = network.supplierMeasures(tables: tables, timesToRecover: [4, 4, 4])
    #expect(quick.map(\.isExposed) == [false, false, false])
  }
}
