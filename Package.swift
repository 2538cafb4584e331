// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
]

func numerics(_ name: String) -> Target.Dependency {
  .product(name: name, package: "swift-numerics")
}

let package = Package(
  name: "Breakwater",
  products: [
    .executable(name: "breakwater", targets: ["WorkbenchCLI"]),
    .library(
      name: "BreakwaterNumerics",
      targets: ["LinearAlgebra", "Distributions", "Sampling", "Optimization"]),
    .library(
      name: "BreakwaterRisk",
      targets: ["RiskModel", "SupplyNetworks", "LossSimulation", "TreatmentPlanning"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // MARK: Numerics: mathematics; no word of risk

    .systemLibrary(
      name: "CLAPACK", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev", "liblapack-dev", "liblapacke-dev"])]),
    .target(name: "CKernels"),
    .target(name: "LinearAlgebra", dependencies: ["CLAPACK", "CKernels"], swiftSettings: strict),
    .target(
      name: "Distributions", dependencies: ["LinearAlgebra", numerics("RealModule")],
      swiftSettings: strict),
    .target(
      name: "Sampling",
      dependencies: ["Distributions", "LinearAlgebra", "CKernels", numerics("RealModule")],
      swiftSettings: strict),

    .systemLibrary(
      name: "CCBC", providers: [.apt(["coinor-libcbc-dev", "coinor-libclp-dev"])]),
    .target(name: "CHighs", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(name: "Optimization", dependencies: ["CCBC", "CHighs"], swiftSettings: strict),

    // MARK: Risk: no file, no screen

    .target(name: "RiskModel", dependencies: ["Distributions"], swiftSettings: strict),
    .target(
      name: "SupplyNetworks",
      dependencies: ["RiskModel", "LinearAlgebra", "Sampling", "Optimization", "CKernels"],
      swiftSettings: strict),
    .target(
      name: "LossSimulation",
      dependencies: ["RiskModel", "SupplyNetworks", "Sampling", "Distributions", "LinearAlgebra"],
      swiftSettings: strict),

    .target(
      name: "TreatmentPlanning",
      dependencies: [
        "LossSimulation", "RiskModel", "Sampling", "Distributions", "Optimization",
        numerics("RealModule"),
      ],
      swiftSettings: strict),

    // MARK: Workbench: people, screens, files

    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .target(
      name: "Studies",
      dependencies: [
        "TreatmentPlanning", "LossSimulation", "SupplyNetworks", "RiskModel", "Optimization",
        "Sampling", "Distributions", "LinearAlgebra", "CZlib", "CXLSXWriter",
        .product(name: "Yams", package: "Yams"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "WorkbenchCLI",
      dependencies: [
        "Studies", "RiskModel",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // MARK: Tests, one target for each module, and the layering of them all

    .target(name: "TestStreams", path: "Tests/TestStreams", swiftSettings: strict),
    .testTarget(
      name: "LinearAlgebraTests", dependencies: ["LinearAlgebra", "TestStreams"],
      swiftSettings: strict),
    .testTarget(
      name: "DistributionsTests",
      dependencies: ["Distributions", "TestStreams", numerics("RealModule")],
      resources: [.copy("Reference")], swiftSettings: strict),
    .testTarget(
      name: "SamplingTests",
      dependencies: [
        "Sampling", "Distributions", "LinearAlgebra", "CKernels", numerics("RealModule"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "RiskModelTests", dependencies: ["RiskModel", "Distributions"],
      swiftSettings: strict),
    .testTarget(
      name: "SupplyNetworksTests",
      dependencies: ["SupplyNetworks", "RiskModel", "Sampling", "CKernels", "TestStreams"],
      resources: [.copy("Reference")], swiftSettings: strict),
    .testTarget(
      name: "LossSimulationTests",
      dependencies: [
        "LossSimulation", "RiskModel", "SupplyNetworks", "Sampling", "Distributions",
        "LinearAlgebra", numerics("RealModule"),
      ],
      resources: [.copy("Reference")], swiftSettings: strict),
    .testTarget(
      name: "OptimizationTests", dependencies: ["Optimization", "TestStreams"],
      swiftSettings: strict),
    .testTarget(
      name: "TreatmentPlanningTests",
      dependencies: [
        "TreatmentPlanning", "LossSimulation", "RiskModel", "Sampling", "Distributions",
        "Optimization", "TestStreams", numerics("RealModule"),
      ],
      resources: [.copy("Reference")], swiftSettings: strict),
    .testTarget(
      name: "StudiesTests",
      dependencies: [
        "Studies", "LossSimulation", "SupplyNetworks", "RiskModel", "Sampling", "Distributions",
        "TestStreams",
      ],
      resources: [.copy("Reference")], swiftSettings: strict),
    .testTarget(name: "WorkbenchCLITests", resources: [.copy("Reference")], swiftSettings: strict),
    .testTarget(name: "LayeringTests", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
