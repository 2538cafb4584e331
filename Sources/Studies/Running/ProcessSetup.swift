import LinearAlgebra

/// What a program that computes does once, before anything else.
public enum ProcessSetup {
  /// Leaves the processors to our own threads: those that the linear algebra library started when
  /// it was loaded, as many as there are processors, would spin for a tenth of a second each.
  public static func claimProcessors() {
    endBLASThreads()
  }

  /// Holds no more memory than lives: see `LargePages.giveBackWhenFreed`.
  public static func giveBackMemory() {
    LargePages.giveBackWhenFreed()
  }
}
