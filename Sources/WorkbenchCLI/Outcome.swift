import ArgumentParser
import Foundation
import Studies

/// How the program ends.
enum Outcome {
  static let failed: Int32 = 1
  static let wrongUse: Int32 = 2
  static let studyInvalid: Int32 = 3
  static let conditionHolds: Int32 = 4
  static let infeasible: Int32 = 5
  static let stopped: Int32 = 130

  /// Says what went wrong, or prints the help that was asked for; gives the exit code.
  static func report(_ error: any Error) -> Int32 {
    switch error {
    case let error as StudyReadError:
      Terminal.complain(error.description)
      return studyInvalid
    case let error as PartFileError: return complain(error.description, studyInvalid)
    case let error as WrongUse: return complain(error.description, wrongUse)
    case let error as RunNotFound: return complain(error.description, wrongUse)
    case let error as RunFolderError:
      if case .exists = error { return complain(error.description, wrongUse) }
      return complain(error.description, failed)
    case is RunStopped:
      return complain("Stopped before the first trials were done: nothing was kept.", stopped)
    case is Terminal.Closed: return 0
    case let code as ExitCode: return code.rawValue
    default: return reportParsing(error)
    }
  }

  private static func complain(_ sentence: String, _ code: Int32) -> Int32 {
    Terminal.complain("error: \(sentence)\n")
    return code
  }

  /// Help and version are results; what the parser refuses is wrong use.
  private static func reportParsing(_ error: any Error) -> Int32 {
    let code = Breakwater.exitCode(for: error)
    let message = Breakwater.fullMessage(for: error)
    if code.isSuccess {
      try? Terminal.print(message + "\n")
      return 0
    }
    guard code == .validationFailure else {
      Terminal.complain("error: \(error.localizedDescription)\n")
      return failed
    }
    let isSentence = message.hasPrefix("Error: ")
    Terminal.complain((isSentence ? "error: " + message.dropFirst(7) : message) + "\n")
    return wrongUse
  }
}
