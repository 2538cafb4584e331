import RiskModel
import Testing

/// The head that every small study of the tests shares; the body starts at line 3.
let studyHead = "format: study/1\nstudy: { id: s, currency: EUR }\n"

/// Validates a small study written below the shared head.
func check(_ body: String, columns: some ColumnSource = NoColumns()) -> ValidationOutcome {
  StudyValidator().validate(TinyYAML.parse(studyHead + body), columns: columns)
}

/// The messages about a small study, without the name of the file.
func messages(_ body: String) -> [String] {
  check(body).problems.map { $0.description.replacingPrefix("study.yaml:", with: "") }
}

/// One body and the messages it must give, all of them, word for word.
struct MessageCase: Sendable, CustomTestStringConvertible {
  var body: String
  var messages: [String]

  init(_ body: String, _ messages: String...) {
    self.body = body
    self.messages = messages
  }

  var testDescription: String { String(body.prefix(60)) }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}
