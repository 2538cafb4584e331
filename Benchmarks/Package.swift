// swift-tools-version: 6.2

import PackageDescription

// Apart from the product's package, so that nobody who uses the product builds it.
let package = Package(
  name: "BreakwaterBenchmarks",
  dependencies: [
    .package(name: "Breakwater", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .executableTarget(
      name: "breakwater-bench",
      dependencies: [
        .product(name: "BreakwaterNumerics", package: "Breakwater"),
        .product(name: "BreakwaterRisk", package: "Breakwater"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
