extension RunPlan {
  /// The plan for a terminal.
  public var text: String {
    var grid = TextGrid(.left, .left)
    grid.add("study", ProblemReport.printable(study.id))
    grid.add("rows", "\(risks) risks, \(suppliers) suppliers, \(processes) processes")
    grid.add("trials", "\(FigureText.count(trials)), \(method)")
    grid.add("threads", "\(threads)")
    let pilot = FigureText.count(pilotTrials)
    grid.add("time", "≈ \(ProgressText.duration(seconds)), by a pilot of \(pilot) trials")
    grid.add("memory", "at least \(FigureText.bytes(memoryBytes)) for the simulated years")
    grid.add("years.csv", "≈ \(FigureText.bytes(yearsFileBytes)) where --years asks for it")
    return grid.text
  }
}

extension InstallationRecord {
  /// The facts for a terminal.
  public var text: String {
    var grid = TextGrid(.left, .left)
    grid.add("version", "\(engine.name) \(engine.version)")
    grid.add("host", "\(host.name), \(host.operatingSystem)")
    grid.add("instruction set", host.instructionSet)
    grid.add("threads", "\(threads)")
    grid.add("run library", library)
    grid.add("", runs.map { "\(libraryState), \(FigureText.count($0)) runs" } ?? libraryState)
    return grid.text
  }
}

extension FigureText {
  /// A size in the unit that a person would use.
  static func bytes(_ count: Int) -> String {
    let units = ["bytes", "kB", "MB", "GB", "TB"]
    var value = Double(count)
    var unit = 0
    while value >= 999.5, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    return "\(plain(value)) \(units[unit])"
  }
}
