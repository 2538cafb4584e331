import Foundation
import Studies

/// Ctrl-C and SIGTERM: the first asks a run to stop and keep what it has, the second ends at once.
final class StopSignal: Sendable {
  private struct State {
    var isAsked = false
    var folder: RunFolder?
    var sources: [any DispatchSourceSignal] = []
  }

  private let state = Guarded(State())

  /// Whether a stop was asked for.
  var isAsked: Bool { state.withLock { $0.isAsked } }

  /// Begins to listen; `folder` is removed where the process ends at once.
  func listen(folder: RunFolder) {
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(
        signal: number, queue: DispatchQueue(label: "breakwater.stop"))
      source.setEventHandler { [weak self] in self?.receive() }
      source.resume()
      return source
    }
    state.withLock { state in
      state.folder = folder
      state.sources = sources
    }
  }

  private func receive() {
    let isSecond = state.withLock { state in
      defer { state.isAsked = true }
      return state.isAsked
    }
    guard isSecond else {
      Terminal.complain("\nStopping; what was simulated is kept. Once more to end at once.\n")
      return
    }
    state.withLock { $0.folder?.discard() }
    _exit(Outcome.stopped)
  }
}
