import Foundation
import Studies

/// Tells on standard error how far a run is.
///
/// On a terminal one line that is drawn again at most ten times a second and erased at the end;
/// elsewhere a line each ten percent; or one JSON object a line.
final class ProgressLine: Sendable {
  /// What `--progress` takes.
  enum Style: String, CaseIterable, Sendable {
    case auto, json, none
  }

  private struct State {
    var lastDrawn: ContinuousClock.Instant?
    var lastTenth = 0
    var isDrawn = false
  }

  private let style: Style
  private let isTerminal: Bool
  private let start = ContinuousClock.now
  private let state = Guarded(State())

  init(_ style: Style) {
    self.style = style
    isTerminal = isatty(STDERR_FILENO) != 0 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// Takes news of the run, from any thread.
  func tell(_ update: RunUpdate) {
    guard style != .none else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      let tenth = update.trialsAsked > 0 ? update.trialsDone * 10 / update.trialsAsked : 0
      if style == .json || isTerminal {
        if let last = state.lastDrawn, now - last < .milliseconds(100) { return }
        state.lastDrawn = now
      } else {
        guard tenth > state.lastTenth else { return }
        state.lastTenth = tenth
      }
      write(update, now - start, &state)
    }
  }

  /// Erases the line.
  func end() {
    state.withLock { state in
      guard state.isDrawn else { return }
      Terminal.complain("\r\u{1B}[K")
      state.isDrawn = false
    }
  }

  private func write(_ update: RunUpdate, _ elapsed: Duration, _ state: inout State) {
    let seconds = elapsed / .seconds(1)
    if style == .json {
      let data = try? ResultJSON.line(ProgressEvent(update, seconds: seconds))
      Terminal.complain(data.map { String(decoding: $0, as: UTF8.self) } ?? "")
    } else if isTerminal {
      Terminal.complain("\r\u{1B}[K" + ProgressText.line(update, seconds: seconds))
      state.isDrawn = true
    } else {
      Terminal.complain(ProgressText.line(update, seconds: seconds) + "\n")
    }
  }
}

/// A value that one thread at a time may touch.
final class Guarded<Value>: @unchecked Sendable {
  private let lock = NSLock()
  private var value: Value

  init(_ value: Value) { self.value = value }

  func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    lock.lock()
    defer { lock.unlock() }
    return try body(&value)
  }
}
