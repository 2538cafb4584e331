/// Finds which of many rules clash.
public enum IrreducibleSubset {
  /// A subset that cannot be kept, though it can once any one of its members is dropped.
  ///
  /// The deletion filter of Chinneck and Dravnieks (1991): each item is dropped in turn and stays out
  /// where the rest clashes still. Asks once for each item. Items are tried from the last to the
  /// first, so that of several answers the one with early items is given.
  ///
  /// - Parameters:
  ///   - items: Rules that clash when all hold.
  ///   - isFeasible: Whether the rules given can hold together; must be monotone: fewer rules are
  ///     never harder to keep.
  public static func find<Item>(in items: [Item], isFeasible: ([Item]) -> Bool) -> [Item] {
    var kept = Array(items.indices)
    for candidate in items.indices.reversed() {
      let rest = kept.filter { $0 != candidate }
      if !isFeasible(rest.map { items[$0] }) { kept = rest }
    }
    return kept.map { items[$0] }
  }
}
