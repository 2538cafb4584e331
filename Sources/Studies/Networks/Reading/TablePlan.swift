/// Where the wanted columns stand in a file, and what to do with each cell of a row.
struct TablePlan {
  /// What becomes of the cells of one column of the file.
  struct Step {
    enum Action { case skip, id, number }

    var action = Action.skip
    /// Among the ids or among the numbers of the plan.
    var slot = 0
    var space = 0
    var range = NumberRange.any
    /// What an empty cell means.
    var empty: Double?
    var name = ""
  }

  /// What of a step is looked at for every cell: plain bits, so that nothing is counted.
  struct Cell: BitwiseCopyable {
    let action: Step.Action
    let slot: Int
    let space: Int
    private let lower: Double
    private let upper: Double
    private let isWhole: Bool

    init(_ step: Step) {
      action = step.action
      slot = step.slot
      space = step.space
      (lower, upper, isWhole) = (step.range.lower, step.range.upper, step.range.isWhole)
    }

    @inline(__always)
    func contains(_ value: Double) -> Bool {
      value >= lower && value <= upper && (!isWhole || value == value.rounded())
    }
  }

  /// One step a column of the file.
  private(set) var steps: [Step]
  /// The rule of each column that was found, by its name, with its slot and position.
  private(set) var found: [String: Step] = [:]
  private(set) var positions: [String: Int] = [:]
  private(set) var spaces: [String] = []
  private(set) var idCount = 0
  private(set) var numberCount = 0
  let delimiter: UInt8

  init(width: Int, delimiter: UInt8) {
    steps = [Step](repeating: Step(), count: width)
    self.delimiter = delimiter
  }

  /// Takes a column of the file for a rule.
  mutating func take(_ rule: ColumnRule, at position: Int) {
    var step = Step(empty: rule.empty, name: rule.name)
    switch rule.content {
    case .id(let space):
      step.action = .id
      step.slot = idCount
      idCount += 1
      step.space = spaces.firstIndex(of: space) ?? spaces.count
      if step.space == spaces.count { spaces.append(space) }
    case .number(let range):
      step.action = .number
      step.slot = numberCount
      numberCount += 1
      step.range = range
    }
    steps[position] = step
    found[rule.name] = step
    positions[rule.name] = position
  }

  func isTaken(_ position: Int) -> Bool { steps[position].action != .skip }
}
