/// A column of numbers as a NumPy file, format 1.0: little-endian float64, one dimension.
///
/// Reference: numpy.lib.format, "Format Version 1.0".
enum NumpyFile {
  static func write(
    _ values: [Double], to name: String, in folder: String
  ) throws(RunFolderError) -> OutputFile.Receipt {
    var file = try OutputFile(name, in: folder)
    try file.append(header(count: values.count))
    let piece = 1 << 17
    var start = 0
    while start < values.count {
      let end = min(start + piece, values.count)
      let piece = values[start..<end].map(\.bitPattern.littleEndian)
      try file.append(piece.withUnsafeBytes(Array.init))
      start = end
    }
    return file.finish()
  }

  /// The header ends with a line end and fills up to a multiple of 64 bytes.
  static func header(count: Int) -> [UInt8] {
    let text = "{'descr': '<f8', 'fortran_order': False, 'shape': (\(count),), }"
    let length = (10 + text.utf8.count + 1 + 63) / 64 * 64
    let padded = text + String(repeating: " ", count: length - 11 - text.utf8.count) + "\n"
    let size = UInt16(length - 10)
    return [0x93] + "NUMPY".utf8 + [1, 0, UInt8(size & 0xFF), UInt8(size >> 8)] + padded.utf8
  }
}
