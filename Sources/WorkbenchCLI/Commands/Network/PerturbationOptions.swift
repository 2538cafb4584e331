import ArgumentParser

/// What perturbs a linear network model, in one of two units.
struct PerturbationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Shocks c*: scenario,node,value.", valueName: "file"), completion: .file())
  var shocks: String?

  @Option(
    help: ArgumentHelp(
      "Demand that falls away, in the unit of the outputs: scenario,node,value.",
      valueName: "file"), completion: .file())
  var demandLoss: String?

  /// Whether either is given.
  var isGiven: Bool { shocks != nil || demandLoss != nil }

  func validate() throws {
    guard shocks == nil || demandLoss == nil else {
      throw ValidationError("--shocks and --demand-loss exclude each other.")
    }
  }
}
