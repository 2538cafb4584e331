/// Chance of a worse year against its loss: curves, their bands and the tolerance (EP, LEC).
struct ExceedanceChart: Sendable {
  /// One point of a curve.
  struct Point: Hashable, Sendable {
    let probability: Double
    let loss: Double
    var low: Double?
    var high: Double?
  }

  /// One curve; the first of a chart is drawn with its band.
  struct Curve: Sendable {
    let name: String
    let points: [Point]
  }

  let title: String
  let description: String
  let currency: String
  let curves: [Curve]
  /// Largest acceptable chances of larger losses.
  let tolerance: [Point]
  /// What the band around the first curve is; nil for none.
  let bandName: String?

  private static let styles = ["c1", "c2", "c3", "c4"]

  /// The finished chart; nil where no curve has two points above 0.
  var drawing: Drawing? {
    let curves = curves.map { curve in
      Curve(name: curve.name, points: curve.points.filter { $0.loss > 0 })
    }.filter { $0.points.count > 1 }
    guard !curves.isEmpty, let area = area(curves) else { return nil }
    let key = key(curves)
    var body = axes(area)
    if bandName != nil { body += band(curves[0], area) }
    for (curve, style) in zip(curves, Self.styles).reversed() {
      body += Shape.path(curve.points.map { area.point($0.loss, $0.probability) }, style)
    }
    body += limits(area) + key.markup(top: area.bottom + 36)
    return Drawing(
      title: title, description: description, height: area.bottom + 42 + key.height, body: body)
  }

  private func area(_ curves: [Curve]) -> PlotArea? {
    let points = curves.flatMap(\.points) + tolerance.filter { $0.loss > 0 }
    guard let low = points.map(\.loss).min(), let high = points.map(\.loss).max(),
      let rare = points.map(\.probability).min(), let common = points.map(\.probability).max()
    else { return nil }
    return PlotArea(
      x: Scale(.logarithmic, (low * 0.9)...(high * 1.1), from: 52, to: Drawing.width - 14),
      y: Scale(.logarithmic, rare...common, from: 250, to: 24))
  }

  private func axes(_ area: PlotArea) -> Markup {
    area.axes(
      x: area.x.ticks(9), { FigureText.amount($0) }, named: "loss in a year, \(currency)",
      y: area.y.ticks(9), { FigureText.plain($0 * 100) + " %" }, named: "chance of a worse year")
  }

  private func band(_ curve: Curve, _ area: PlotArea) -> Markup {
    let known = curve.points.filter { ($0.low ?? 0) > 0 && $0.high != nil }
    let there = known.map { area.point($0.low ?? $0.loss, $0.probability) }
    let back = known.reversed().map { area.point($0.high ?? $0.loss, $0.probability) }
    return Shape.area(there + back, "band")
  }

  private func limits(_ area: PlotArea) -> Markup {
    let points = tolerance.filter { $0.loss > 0 }.sorted { $0.loss < $1.loss }
    let places = points.map { area.point($0.loss, $0.probability) }
    return Shape.path(places, "ct")
      + zip(points, places).map { point, place in
        Shape.diamond(
          place, 4.5, "dt",
          hint: "at most \(FigureText.plain(point.probability * 100)) % above "
            + FigureText.amount(point.loss))
      }.joined()
  }

  private func key(_ curves: [Curve]) -> ChartKey {
    var entries = zip(curves, Self.styles).map { ChartKey.Entry(name: $0.name, style: $1) }
    if let bandName { entries.append(.init(name: bandName, style: "kb")) }
    if !tolerance.isEmpty { entries.append(.init(name: "tolerance", style: "ct")) }
    return ChartKey(entries: entries)
  }
}
