/// The style sheet of a report.
///
/// Everything is in the page: system faces, colours as properties for light and dark, A4 and Letter
/// by the printer's own paper. It holds no `<` and no `&`, so the page is well-formed XML as well.
enum ReportStyle {
  /// - Parameters:
  ///   - header: What stands at the top of every printed page.
  ///   - footer: What stands at its foot, before the number of the page.
  ///   - isDense: Whether margins are narrow, for pages that have to hold all of a decision.
  static func sheet(
    header: String, classification: String, footer: String, isDense: Bool = false
  ) -> String {
    """
    :root{color-scheme:light dark;\(Palette.properties(dark: false))}
    @media (prefers-color-scheme:dark){:root{\(Palette.properties(dark: true))}}
    @page{margin:\(isDense ? "14mm 12mm 13mm" : "20mm 15mm 18mm");\
    @top-left{content:\(quoted(header));font:8pt sans-serif;color:#333}\
    @top-right{content:\(quoted(classification));font:bold 8pt sans-serif;color:#333}\
    @bottom-left{content:\(quoted(footer));font:8pt sans-serif;color:#333}\
    @bottom-right{content:"page " counter(page) " of " counter(pages);font:8pt sans-serif;color:#333}}
    \(page)\(tables)\(charts)\(print)
    """
  }

  /// A string of a style sheet: everything but letters, digits and a few signs by its number.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in MarkupText.visible(text).unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ", ",", ".", "-", "_", "/", ":", "·":
        result.unicodeScalars.append(scalar)
      default: result += "\\" + String(scalar.value, radix: 16) + " "
      }
    }
    return result + "\""
  }

  private static let page = """
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
    body{margin:0;background:var(--ground);color:var(--text);\
    font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;\
    overflow-wrap:anywhere}
    a{color:var(--blue)}
    a:focus-visible,summary:focus-visible,button:focus-visible,input:focus-visible,\
    .scroll:focus-visible{outline:3px solid var(--orange);outline-offset:2px}
    .sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .skip{position:absolute;left:-999em}
    .skip:focus{left:.5rem;top:.5rem;background:var(--ground);padding:.5rem;z-index:2}
    header,main,footer,nav{max-width:70rem;margin:0 auto;padding:0 1rem}
    header{padding-top:1.2rem}
    .mark{display:inline-block;border:2px solid var(--line);padding:.1rem .6rem;font-weight:700;\
    letter-spacing:.04em}
    h1{font-size:1.8rem;line-height:1.2;margin:.6rem 0 .2rem}
    h2{font-size:1.4rem;line-height:1.25;margin:2.4rem 0 .6rem;border-top:3px solid var(--blue);\
    padding-top:.5rem}
    h3{font-size:1.12rem;margin:1.6rem 0 .4rem}
    .ft{font-weight:650;margin:0 0 .4rem}
    p,ul,ol,dl{margin:.4rem 0 .8rem}
    .lead{font-size:1.08rem}
    .faint,small{color:var(--faint)}
    small{font-size:.86em;white-space:nowrap}
    nav ol{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;padding:.6rem 0;margin:.8rem 0;\
    list-style:none;border-block:1px solid var(--grid)}
    nav a{display:inline-block;padding:.25rem 0}
    .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(14rem,1fr));gap:.8rem;\
    margin:.8rem 0}
    .tile{background:var(--raised);border:1px solid var(--grid);border-left:4px solid var(--blue);\
    padding:.6rem .8rem}
    .tile.bad{border-left:4px double var(--orange);border-left-width:8px}
    .tile h3{margin:0;font-size:.86rem;text-transform:uppercase;letter-spacing:.06em;\
    color:var(--faint)}
    .tile p{margin:.25rem 0}
    .big{font-size:1.5rem;font-weight:650;line-height:1.2}
    .v{font-weight:700}
    .v.breached,.v.gap{color:var(--orange)}
    .note{border-left:4px solid var(--line);padding:.2rem .8rem;background:var(--raised)}
    dl.facts{display:grid;grid-template-columns:minmax(8rem,auto) 1fr;gap:.15rem 1rem}
    dl.facts dt{color:var(--faint)}
    dl.facts dd{margin:0}
    code{font-size:.9em}
    .run-in{display:flex;flex-wrap:wrap;gap:.1rem 1.2rem;padding:0;list-style:none}
    footer{margin-top:2.5rem;padding-bottom:2rem;color:var(--faint);font-size:.9rem;\
    border-top:1px solid var(--grid)}
    button{font:inherit;color:inherit;background:none;border:0;padding:.15rem 0;min-height:1.6rem;\
    cursor:pointer;text-align:inherit;font-weight:inherit}
    button::after{content:" \\2195";color:var(--faint)}
    [aria-sort=ascending] button::after{content:" \\2191"}
    [aria-sort=descending] button::after{content:" \\2193"}
    @media (max-width:40rem){h1{font-size:1.45rem}h2{font-size:1.25rem}\
    dl.facts{grid-template-columns:minmax(6rem,auto) 1fr}\
    td:not(.n):not(.k){min-width:6.5rem}}
    @media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}

    """

  private static let tables = """
    .scroll{position:relative;overflow-x:auto;margin:.6rem 0 1rem}
    table{border-collapse:collapse;font-size:.92rem;min-width:min(100%,26rem)}
    caption{text-align:left;font-weight:600;padding:.2rem 0}
    th,td{text-align:left;vertical-align:top;padding:.28rem .7rem .28rem 0;\
    border-bottom:1px solid var(--grid);overflow-wrap:normal;font-weight:400;min-width:3rem}
    td{max-width:34rem}
    tbody th{max-width:20rem;min-width:4.5rem;overflow-wrap:break-word}
    td:not(.n){overflow-wrap:break-word}
    thead th{font-weight:650;border-bottom:2px solid var(--line);vertical-align:bottom}
    .n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
    td.n+td:not(.n),th.n+th:not(.n){padding-left:.7rem}
    th.k,td.k{text-align:center;padding-left:.35rem;padding-right:.35rem;min-width:2.6rem}

    """

  private static let charts = """
    .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,25rem),1fr));\
    gap:1.2rem 2rem;align-items:start;margin:1rem 0}
    figure{margin:0;max-width:34rem;min-width:0}
    figure svg{display:block;width:100%;height:auto;overflow:visible}
    figcaption{margin:.3rem 0}
    details{margin:.2rem 0}
    summary{cursor:pointer;color:var(--blue);min-height:1.6rem}
    svg text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;\
    fill:var(--text)}
    svg .s{font-size:11px}
    svg .m{text-anchor:middle}
    svg .e{text-anchor:end}
    svg .q{fill:var(--faint)}
    svg .h{paint-order:stroke;stroke:var(--ground);stroke-width:3px;stroke-linejoin:round}
    .g{stroke:var(--grid);stroke-width:1}
    .a{stroke:var(--line);stroke-width:1.2}
    .l{stroke:var(--line);stroke-width:1.4}
    .fl{fill:var(--neutral);stroke:none;opacity:.55}
    .d{fill:none;stroke:var(--line);stroke-width:.7;opacity:.75}
    .c1,.c2,.c3,.c4,.ct{fill:none;stroke-linejoin:round}
    .c1{stroke:var(--blue);stroke-width:2.6}
    .c2{stroke:var(--neutral);stroke-width:1.8;stroke-dasharray:7 4}
    .c3{stroke:var(--orange);stroke-width:2.4;stroke-dasharray:10 3 2 3}
    .c4{stroke:var(--text);stroke-width:1.6;stroke-dasharray:2 3}
    .ct{stroke:var(--orange);stroke-width:1.8;stroke-dasharray:2 4}
    .dt{fill:var(--orange);stroke:var(--ground);stroke-width:1}
    .dc{fill:var(--orange);stroke:var(--ground);stroke-width:1.5}
    .band{fill:var(--bluesoft);stroke:none;opacity:.8}
    .kb{stroke:var(--bluesoft);stroke-width:9}
    .k0{stroke:var(--neutral);stroke-width:9}
    .k1{stroke:var(--blue);stroke-width:9}
    .k2{stroke:var(--orange);stroke-width:9}
    .b0{fill:var(--neutral)}
    .b1{fill:var(--blue)}
    .b2{fill:var(--orange)}
    .w{stroke:var(--text);stroke-width:1.6}
    .o0{fill:var(--ground);stroke:var(--neutral);stroke-width:1.6}
    .o1{fill:var(--blue);stroke:var(--ground);stroke-width:1}
    .o2{fill:var(--orange);stroke:var(--ground);stroke-width:1}
    .f{fill:var(--ground);stroke:var(--line);stroke-width:1}
    .ff{fill:var(--raised)}
    .x{fill:var(--raised);stroke:var(--line);stroke-width:1}
    .xe{fill:var(--bluesoft);stroke:var(--blue);stroke-width:2}
    .r{fill:var(--ground);stroke:var(--blue);stroke-width:1.8}
    .rc{stroke:var(--neutral);stroke-dasharray:4 3}
    .rd{stroke:var(--orange);stroke-width:2.4}

    """

  private static let print = """
    @media print{
    :root{color-scheme:light;\(Palette.properties(dark: false))}
    html{font-size:9.5pt}
    header,main,footer,nav{max-width:none;padding:0}
    nav,.skip,details,button::after{display:none}
    h2,h3,.ft{break-after:avoid}
    figure,.tile,.tiles,tr,.risk{break-inside:avoid}
    .figures{grid-template-columns:1fr 1fr;gap:1rem}
    figure{max-width:88mm}
    thead{display:table-header-group}
    tbody tr:first-child{break-before:avoid}
    .scroll:has(tbody tr:last-child:nth-child(-n+6)){break-inside:avoid}
    .scroll{overflow:visible}
    table{width:100%;font-size:8.2pt;table-layout:auto}
    th,td,tbody th{overflow-wrap:break-word;min-width:0;padding-right:.4rem}
    .n,small{white-space:normal}
    .tiles{grid-template-columns:repeat(4,1fr);gap:.4rem}
    .tile{padding:.4rem .5rem}
    .big{font-size:1.25rem}
    .fresh{break-before:page}
    .fresh h2{margin-top:0}
    .review caption,.management caption{position:absolute;width:1px;height:1px;overflow:hidden;\
    clip-path:inset(50%);white-space:nowrap}
    .management{font-size:8.4pt;line-height:1.3}
    .management table{font-size:7.2pt}
    .management .tile p{margin:.1rem 0}
    .management .tiles{grid-template-columns:1fr 1.5fr 1fr .8fr}
    .management footer p:first-child{display:none}
    .management td,.management th{padding-top:.08rem;padding-bottom:.08rem}
    .management h1{font-size:1.5rem;margin:.2rem 0}
    .management h2{font-size:1.15rem;margin:1rem 0 .3rem;padding-top:.2rem}
    .management h3{margin:.6rem 0 .2rem}
    .management p,.management ul,.management ol{margin:.2rem 0 .4rem}
    .management .figures{margin:.4rem 0;gap:.4rem 1rem}
    .management #decision figure svg{max-height:38mm}
    .management .scroll{margin:.2rem 0 .4rem}
    .management .n,.management td small{white-space:nowrap}
    .management tbody th{max-width:none}
    .management .lead{font-size:1rem}
    .management #decision figcaption{font-size:.9em}
    .management footer{margin-top:.6rem;padding:0;font-size:.85rem}
    a{color:inherit}
    *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
    }

    """
}
