import ArgumentParser
import Glibc
import Sampling

/// Random words for a test battery, without end, to standard output.
struct Random: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write raw 32-bit words of addressed streams without end, for a battery of tests.",
    discussion: """
      For each trial in turn, the blocks of the first --interleave records, and of each the first
      --draws draws; after 2^32 trials the next draws follow. So neighbouring addresses lie side by
      side in what the battery reads:
        breakwater-bench random --interleave 4 --draws 4 | dieharder -a -g 200
      """)

  @Option(help: "Records whose streams are interleaved, r1, r2, …")
  var interleave = 1

  @Option(help: "Draws of a trial that follow one another.")
  var draws = 1

  @Option(help: "The seed.")
  var seed: UInt64 = 20_260_101

  func validate() throws {
    guard interleave >= 1, draws >= 1 else {
      throw ValidationError("--interleave and --draws are at least 1.")
    }
  }

  func run() {
    let streams = (1...interleave).map {
      RandomStream(seed: seed, purpose: "loss", record: "r\($0)")
    }
    var words = WordWriter()
    var firstDraw: UInt32 = 0
    while true {
      for trial in 0...UInt32.max {
        for stream in streams {
          for draw in 0..<UInt32(draws) {
            words.append(stream.words(trial: trial, draw: firstDraw &+ draw))
          }
        }
      }
      firstDraw &+= UInt32(draws)
    }
  }
}

/// Collects blocks of four words and writes them by the 256 KiB; ends the program when nobody reads.
struct WordWriter {
  private static let capacity = 1 << 14
  private let blocks = UnsafeMutablePointer<SIMD4<UInt32>>.allocate(capacity: capacity)
  private var count = 0

  mutating func append(_ block: SIMD4<UInt32>) {
    blocks[count] = block
    count += 1
    if count == Self.capacity { flush() }
  }

  private mutating func flush() {
    var rest = UnsafeRawBufferPointer(start: blocks, count: count * 16)
    while !rest.isEmpty {
      let written = write(1, rest.baseAddress, rest.count)
      guard written > 0 else { exit(0) }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
    count = 0
  }
}
