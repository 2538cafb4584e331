import Foundation
import Studies

/// Ctrl-C, SIGTERM and the end of the terminal: the first asks a run to stop and keep what it has, the second ends at once.
final class StopSignal: Sendable {
  private struct State {
    var isAsked = false
    var discard: (@Sendable () -> Void)?
    var sources: [any DispatchSourceSignal] = []
  }

  private let state = Guarded(State())

  /// Whether a stop was asked for.
  var isAsked: Bool { state.withLock { $0.isAsked } }

  /// Begins to listen.
  ///
  /// - Parameters:
  ///   - keeps: what is told of the first signal.
  ///   - discard: removes what is half-written where the process ends at once.
  func listen(keeps: String = keptRun, discard: @escaping @Sendable () -> Void) {
    let sources = [SIGINT, SIGTERM, SIGHUP].compactMap { number -> (any DispatchSourceSignal)? in
      let before = signal(number, SIG_IGN)
      // `nohup` asks that the end of the terminal is not heard.
      if number == SIGHUP, Self.isIgnored(before) { return nil }
      let source = DispatchSource.makeSignalSource(
        signal: number, queue: DispatchQueue(label: "breakwater.stop"))
      source.setEventHandler { [weak self] in self?.receive(keeps) }
      source.resume()
      return source
    }
    state.withLock { state in
      state.discard = discard
      state.sources = sources
    }
  }

  static let keptRun = "what was simulated is kept"

  private static func isIgnored(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
    unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private func receive(_ keeps: String) {
    let isSecond = state.withLock { state in
      defer { state.isAsked = true }
      return state.isAsked
    }
    guard isSecond else {
      Terminal.complain("\nStopping; \(keeps). Once more to end at once.\n")
      return
    }
    state.withLock { $0.discard }?()
    _exit(Outcome.stopped)
  }
}
