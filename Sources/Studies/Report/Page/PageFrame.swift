internal import Crypto
internal import Foundation

/// The frame of a page of ours that needs nothing else: its head, and a body that holds it all.
///
/// The policy of the head lets it load nothing but its own style and its own script.
struct PageFrame {
  let title: String
  let style: String
  var script: String?
  /// What wrote it.
  var generator: String?
  /// The class of the body, by which the style tells pages apart.
  let kind: String

  /// The file's text: HTML that is well-formed XML too.
  ///
  /// - Parameter body: what follows the link that skips to the content.
  func text(_ body: String) -> String {
    let generated = generator.map {
      "<meta name=\"generator\" content=\"\(MarkupText.escaped($0))\"/>\n"
    }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" content="\(policy)"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      \(generated ?? "")<title>\(MarkupText.escaped(title))</title>
      <style>\(style)</style>
      </head>
      <body class="\(kind)">
      <a class="skip" href="#main">Skip to the content</a>
      \(body)
      </body>
      </html>

      """
  }

  private var policy: String {
    let scripts = script.map { " script-src \(Self.source($0));" } ?? ""
    return "default-src &#39;none&#39;; style-src \(Self.source(style));\(scripts) "
      + "base-uri &#39;none&#39;; form-action &#39;none&#39;"
  }

  private static func source(_ text: String) -> String {
    "&#39;sha256-\(Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString())&#39;"
  }
}
