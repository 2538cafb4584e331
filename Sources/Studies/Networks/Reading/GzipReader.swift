internal import CZlib
internal import Foundation

/// Unpacks gzip (RFC 1952), also of several members one behind the other.
enum GzipReader {
  /// Memory from `malloc` that the receiver frees.
  struct Memory {
    let base: UnsafeMutablePointer<UInt8>
    let count: Int
  }

  /// Why a file could not be unpacked.
  struct Failure: Error {
    let requirement: String
    let remedy: String
  }

  /// The unpacked bytes with room for `padding` more behind them.
  static func unpack(_ data: Data, padding: Int, limit: Int) -> Result<Memory, Failure> {
    var stream = z_stream()
    guard var output = Output(capacity: max(4096, data.count * 4), padding: padding),
      bw_inflate_gzip_init(&stream) == Z_OK
    else { return .failure(tooLarge) }
    defer { inflateEnd(&stream) }
    var failure: Failure?
    data.withUnsafeBytes { input in
      failure = inflateAll(&stream, input, &output, limit)
    }
    if let failure {
      free(output.base)
      return .failure(failure)
    }
    return .success(Memory(base: output.base, count: output.count))
  }

  private struct Output {
    var base: UnsafeMutablePointer<UInt8>
    var count = 0
    var capacity: Int
    let padding: Int

    init?(capacity: Int, padding: Int) {
      guard let memory = malloc(capacity + padding) else { return nil }
      base = memory.assumingMemoryBound(to: UInt8.self)
      self.capacity = capacity
      self.padding = padding
    }

    /// Twice the room; false where memory is used up.
    mutating func grow() -> Bool {
      guard let memory = realloc(base, capacity * 2 + padding) else { return false }
      base = memory.assumingMemoryBound(to: UInt8.self)
      capacity *= 2
      return true
    }
  }

  /// Inflates member after member; nil where all went well.
  private static func inflateAll(
    _ stream: inout z_stream, _ input: UnsafeRawBufferPointer, _ output: inout Output,
    _ limit: Int
  ) -> Failure? {
    var taken = 0
    let piece = 1 << 30
    while true {
      if stream.avail_in == 0, taken < input.count, let base = input.baseAddress {
        let count = min(piece, input.count - taken)
        stream.next_in = UnsafeMutablePointer(
          mutating: (base + taken).assumingMemoryBound(to: UInt8.self))
        stream.avail_in = UInt32(count)
        taken += count
      }
      if output.count == output.capacity {
        guard output.capacity < limit, output.grow() else { return tooLarge }
      }
      let room = min(piece, output.capacity - output.count)
      stream.next_out = output.base + output.count
      stream.avail_out = UInt32(room)
      let status = inflate(&stream, Z_NO_FLUSH)
      output.count += room - Int(stream.avail_out)
      let isAllTaken = stream.avail_in == 0 && taken == input.count
      switch status {
      case Z_STREAM_END:
        if isAllTaken { return nil }
        guard inflateReset(&stream) == Z_OK else { return broken(stream) }
      case Z_OK, Z_BUF_ERROR:
        if isAllTaken, stream.avail_out > 0 { return cutOff }
      default: return broken(stream)
      }
    }
  }

  private static var tooLarge: Failure {
    Failure(
      requirement: "the unpacked file is larger than 32 GiB or than memory",
      remedy: "Split the table")
  }

  private static var cutOff: Failure {
    Failure(
      requirement: "the compressed file ends too early", remedy: "Copy or compress it again")
  }

  private static func broken(_ stream: z_stream) -> Failure {
    let reason = stream.msg.map { String(cString: $0) } ?? "unreadable"
    return Failure(
      requirement: "the compressed file is broken (\(reason))",
      remedy: "Copy or compress it again; `gzip -t` checks it")
  }
}
