/// Memory for the part of a cycle that a breakpoint reaches.
struct CycleScratch: Sendable {
  /// The component that is being solved, −1 for none.
  var component = -1
  /// The reached nodes, and the place of each node among them, −1 for the others.
  var region: [Int] = []
  var place: [Int]
  /// The rows by which losses travel inside the region, in compressed form.
  var offsets: [Int] = []
  var targets: [Int] = []
  var finder = ComponentFinder()

  /// The loop that is being solved, and the place of each node in it, −1 for the others.
  var loop: [Int] = []
  var loopPlace: [Int]
  /// The losses of the loop's nodes before, and the input that rules each node.
  var before: [Double] = []
  var ruling: [Int] = []
  var system = LoopSystem()

  init(nodeCount: Int) {
    place = .init(repeating: -1, count: nodeCount)
    loopPlace = .init(repeating: -1, count: nodeCount)
  }
}
