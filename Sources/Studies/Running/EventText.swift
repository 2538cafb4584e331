/// A stated event as a user writes it: `ID[+ID…] down [to 40%|by 40%] FOR`.
///
/// `S01 down 10d`: S01 gives nothing for ten days. `S01+S02 down to 40% 12h`: both give 40 % for
/// half a day. `P01 down by 30% for 2 weeks`: P01 loses 30 % of its capability for 14 days.
struct EventText: Hashable, Sendable {
  /// Ids of suppliers or processes, as written.
  let ids: [String]
  /// The share of capability that is lost, in (0, 1].
  let lost: Double
  let days: Double

  static let grammar = "ID[+ID…] down [to 40%|by 40%] FOR, where FOR is 10d, 12h or 2w"

  /// - Throws: `WrongUse` with what is wrong and an example of what is right.
  static func parse(_ text: String) throws(WrongUse) -> EventText {
    func refuse(_ reason: String) -> WrongUse {
      WrongUse("--event '\(text)': \(reason). Write \(grammar), for example 'S01 down 10d'.")
    }
    var words = text.split(whereSeparator: \.isWhitespace).map(String.init)[...]
    guard let names = words.popFirst() else { throw refuse("the event is empty") }
    let ids = names.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
    guard ids.allSatisfy({ !$0.isEmpty }) else { throw refuse("an id is missing beside a `+`") }
    guard Set(ids).count == ids.count else { throw refuse("an id stands twice") }
    guard words.popFirst()?.lowercased() == "down" else {
      throw refuse("the word `down` must follow the id")
    }
    let direction = words.first?.lowercased()
    var lost = 1.0
    if direction == "to" || direction == "by" {
      guard let share = percent(words.dropFirst().first) else {
        throw refuse("after `\(direction ?? "")` a share from 0% to 100% is needed")
      }
      words = words.dropFirst(2)
      lost = direction == "by" ? share : 1 - share
      guard lost > 0 else { throw refuse("nothing is lost") }
    }
    if words.first?.lowercased() == "for" { words.removeFirst() }
    guard !words.isEmpty else { throw refuse("the duration is missing") }
    guard let days = days(words.joined()) else {
      throw refuse("`\(words.joined(separator: " "))` is not a duration")
    }
    return EventText(ids: ids, lost: lost, days: days)
  }

  private static func percent(_ word: String?) -> Double? {
    guard let word, word.hasSuffix("%"), let number = Double(word.dropLast()) else { return nil }
    return (0...100).contains(number) ? number / 100 : nil
  }

  /// Days of `10d`, `12h`, `2w`, `1.5days`; nil where it is none, or not more than 0.
  private static func days(_ text: String) -> Double? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let factors: [String: Double] = [
      "h": 1.0 / 24, "hour": 1.0 / 24, "hours": 1.0 / 24, "d": 1, "day": 1, "days": 1,
      "w": 7, "week": 7, "weeks": 7,
    ]
    guard let number = Double(digits), number > 0, number.isFinite,
      let factor = factors[text.dropFirst(digits.count).lowercased()]
    else { return nil }
    return number * factor
  }
}
