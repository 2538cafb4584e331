/// One event of `--progress json`.
public struct ProgressEvent: Codable, Sendable {
  /// Always `progress/1`.
  public let schema: String
  /// Simulated years so far.
  public let trialsDone: Int
  /// The simulated years that were asked for.
  public let trialsAsked: Int
  /// In [0, 1].
  public let done: Double
  /// The speed; nil at the beginning.
  public let yearsPerSecond: Double?
  /// The time that is left at this speed; nil at the beginning.
  public let secondsLeft: Double?
  /// Half the 95 % interval of the expected annual loss over its value.
  public let relativeError: Double?

  /// An event from an update and the time since the beginning.
  public init(_ update: RunUpdate, seconds: Double) {
    schema = "progress/1"
    trialsDone = update.trialsDone
    trialsAsked = update.trialsAsked
    done = update.trialsAsked > 0 ? Double(trialsDone) / Double(trialsAsked) : 0
    let speed = seconds > 0 ? Double(trialsDone) / seconds : 0
    yearsPerSecond = speed > 0 ? speed : nil
    secondsLeft = speed > 0 ? Double(trialsAsked - trialsDone) / speed : nil
    relativeError = update.relativeError?.finite
  }
}

/// Progress for reading.
public enum ProgressText {
  /// For example `42 %  1.2 M years/s  error 1.1 %  12 s left`.
  public static func line(_ update: RunUpdate, seconds: Double) -> String {
    let event = ProgressEvent(update, seconds: seconds)
    var parts = ["\(Int(event.done * 100)) %"]
    if let speed = event.yearsPerSecond { parts.append("\(FigureText.amount(speed)) years/s") }
    if let error = event.relativeError {
      parts.append("error of the mean \(FigureText.percent(error))")
    }
    if let left = event.secondsLeft { parts.append("\(duration(left)) left") }
    return parts.joined(separator: "  ")
  }

  /// A duration in the unit that a person would use.
  public static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite else { return "unknown" }
    switch seconds {
    case ..<0.95: return "\(Int((seconds * 1000).rounded())) ms"
    case ..<9.95: return "\((seconds * 10).rounded() / 10) s"
    case ..<120: return "\(Int(seconds.rounded())) s"
    case ..<7200: return "\(Int((seconds / 60).rounded())) min"
    default: return "\(Int((seconds / 3600).rounded())) h"
    }
  }
}
