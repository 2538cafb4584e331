import Glibc

/// A table of events for the peers.
enum EventFile {
  struct CannotWrite: Error { let path: String }

  /// All years as int32 from 1, then all losses as float64.
  static func write(_ years: [Int], _ losses: [Double], to path: String) throws {
    guard let file = fopen(path, "wb") else { throw CannotWrite(path: path) }
    defer { fclose(file) }
    let numbers = years.map { Int32($0 + 1) }
    fwrite(numbers, 4, numbers.count, file)
    fwrite(losses, 8, losses.count, file)
  }
}
