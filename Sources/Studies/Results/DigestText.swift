internal import Crypto
internal import Foundation

extension SHA256.Digest {
  /// In hexadecimal, as every file of ours writes it.
  var hexadecimal: String {
    map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension String {
  /// The SHA-256 of its UTF-8, in hexadecimal.
  var sha256: String { SHA256.hash(data: Data(utf8)).hexadecimal }
}
