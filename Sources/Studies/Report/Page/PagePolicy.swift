internal import Crypto
internal import Foundation

/// What a page of ours may load: nothing but its own style and its own script.
enum PagePolicy {
  /// The content of the policy's `meta` element, escaped.
  static func text(style: String, script: String? = nil) -> String {
    let scripts = script.map { " script-src \(source($0));" } ?? ""
    return "default-src &#39;none&#39;; style-src \(source(style));\(scripts) "
      + "base-uri &#39;none&#39;; form-action &#39;none&#39;"
  }

  private static func source(_ text: String) -> String {
    "&#39;sha256-\(Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString())&#39;"
  }
}
