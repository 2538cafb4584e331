import ArgumentParser
import Foundation
import Studies

/// The network and the rules of a production cascade.
struct CascadeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The links: supplier, customer, weight.", valueName: "file"),
    completion: .file())
  var edges: String

  @Option(
    help: ArgumentHelp(
      "The firms: id, and where known sector, market, revenue, costs, weight.",
      valueName: "file"), completion: .file())
  var nodes: String?

  @Option(
    help: ArgumentHelp(
      "How needed inputs are: supplier_sector, customer_sector, class (2, 1 or 0). Default: 1.",
      valueName: "file"), completion: .file())
  var essential: String?

  @Option(help: "Stop after the first step in which no production falls by more than this.")
  var epsilon: Double?

  @Flag(help: "Go on to the fixed point, to 1e-12. This is the default.")
  var fixpoint = false

  @Option(help: "Whether the firms of a market replace one another: market or off.")
  var replaceability: String = "market"

  @Option(
    name: .customLong("zero-availability"),
    help: "What a market counts of which nothing is left: one, or literal as the authors' package.")
  var zeroAvailability: String = "one"

  func validate() throws {
    if epsilon != nil, fixpoint {
      throw ValidationError("--epsilon and --fixpoint exclude each other.")
    }
    if let epsilon, !(epsilon > 0 && epsilon < 1) {
      throw ValidationError("--epsilon is above 0 and below 1, for example 0.01.")
    }
    guard ["market", "off"].contains(replaceability) else {
      throw ValidationError("--replaceability is market or off.")
    }
    guard ["one", "literal"].contains(zeroAvailability) else {
      throw ValidationError("--zero-availability is one or literal.")
    }
  }

  var request: CascadeRequest {
    CascadeRequest(
      edges: edges, nodes: nodes, essential: essential, epsilon: epsilon,
      isReplaceable: replaceability == "market", isLiteral: zeroAvailability == "literal")
  }
}

/// Tells on standard error how many of many are done: a line that is drawn again on a terminal, a
/// line each tenth elsewhere.
final class CountProgress: Sendable {
  private struct State {
    var lastDrawn = ContinuousClock.now
    var lastTenth = 0
    var isDrawn = false
  }

  private let what: String
  private let isQuiet: Bool
  private let isTerminal = isatty(STDERR_FILENO) != 0
  private let start = ContinuousClock.now
  private let state = Guarded(State())

  init(_ what: String, isQuiet: Bool) {
    self.what = what
    self.isQuiet = isQuiet
  }

  /// Takes news, from any thread.
  func tell(_ done: Int, _ all: Int) {
    guard !isQuiet, all > 0 else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      let tenth = done * 10 / all
      if isTerminal {
        guard now - state.lastDrawn >= .milliseconds(100) else { return }
        state.lastDrawn = now
        state.isDrawn = true
      } else {
        guard tenth > state.lastTenth, now - start > .seconds(1) else { return }
        state.lastTenth = tenth
      }
      let left = (now - start) / Double(max(done, 1)) * Double(all - done) / .seconds(1)
      let line = "\(done) of \(all) \(what), about \(Int(left.rounded(.up))) s left"
      Terminal.complain(isTerminal ? "\r\u{1B}[K" + line : line + "\n")
    }
  }

  /// Erases the line.
  func end() {
    state.withLock { state in
      if state.isDrawn { Terminal.complain("\r\u{1B}[K") }
      state.isDrawn = false
    }
  }
}
