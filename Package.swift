// swift-tools-version: 6.2
import PackageDescription

let houseStyle: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let argumentParser: Target.Dependency =
  .product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")

let package = Package(
  name: "headwater",
  products: [
    .library(name: "Headwater", targets: ["Headwater"]),
    .executable(name: "headwater", targets: ["HeadwaterCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    // words
    .target(name: "HeadwaterModel", swiftSettings: houseStyle),
    // parts
    .target(name: "GraphKernels", swiftSettings: houseStyle),
    .target(name: "JSONText", swiftSettings: houseStyle),
    // analysis
    .target(
      name: "GraphQuery", dependencies: ["HeadwaterModel", "GraphKernels"],
      swiftSettings: houseStyle),
    // engines
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .target(name: "SQLite", dependencies: ["CSQLite"], swiftSettings: houseStyle),
    .target(
      name: "CaseStore", dependencies: ["HeadwaterModel", "JSONText", "SQLite", crypto],
      resources: [.embedInCode("../../schema/0001_initial.sql")],
      swiftSettings: houseStyle),
    .target(
      name: "Interchange", dependencies: ["HeadwaterModel", "JSONText", subprocess],
      swiftSettings: houseStyle),
    // facade
    .target(
      name: "Headwater",
      dependencies: ["HeadwaterModel", "GraphQuery", "CaseStore", "Interchange"],
      swiftSettings: houseStyle),
    // programs
    .executableTarget(
      name: "HeadwaterCommand",
      dependencies: [
        "Headwater", "HeadwaterModel", "JSONText", "GraphQuery", "CaseStore", "Interchange",
        argumentParser,
      ],
      swiftSettings: houseStyle),
    // tests
    .target(
      name: "HeadwaterTestSupport", dependencies: ["HeadwaterModel", "GraphQuery"],
      path: "Tests/HeadwaterTestSupport", swiftSettings: houseStyle),
    .testTarget(
      name: "HeadwaterModelTests", dependencies: ["HeadwaterModel", "HeadwaterTestSupport"],
      swiftSettings: houseStyle),
    .testTarget(
      name: "GraphKernelsTests", dependencies: ["GraphKernels", "HeadwaterTestSupport"],
      swiftSettings: houseStyle),
    .testTarget(
      name: "JSONTextTests", dependencies: ["JSONText", "HeadwaterTestSupport"],
      swiftSettings: houseStyle),
    .testTarget(
      name: "GraphQueryTests",
      dependencies: [
        "GraphQuery", "HeadwaterModel", "CaseStore", "SQLite", "HeadwaterTestSupport",
      ],
      swiftSettings: houseStyle),
    .testTarget(name: "SQLiteTests", dependencies: ["SQLite"], swiftSettings: houseStyle),
    .testTarget(
      name: "CaseStoreTests",
      dependencies: [
        "CaseStore", "SQLite", "HeadwaterModel", "JSONText", "HeadwaterTestSupport",
      ],
      swiftSettings: houseStyle),
    .testTarget(
      name: "InterchangeTests",
      dependencies: [
        "Interchange", "Headwater", "CaseStore", "HeadwaterModel", "HeadwaterTestSupport",
      ],
      swiftSettings: houseStyle),
    .testTarget(
      name: "HeadwaterTests", dependencies: ["Headwater", "HeadwaterTestSupport"],
      swiftSettings: houseStyle),
    .testTarget(
      name: "HeadwaterCommandTests",
      dependencies: [
        "GraphQuery", "HeadwaterCommand", "HeadwaterTestSupport", "JSONText", "SQLite",
      ],
      swiftSettings: houseStyle),
    .target(name: "FaultVFS", dependencies: ["CSQLite"], path: "Tests/FaultVFS"),
    .testTarget(
      name: "FaultTests",
      dependencies: [
        "CaseStore", "FaultVFS", "GraphQuery", "Headwater", "HeadwaterModel",
        "HeadwaterTestSupport", "Interchange", "JSONText", "SQLite",
      ],
      swiftSettings: houseStyle),
    .testTarget(name: "RepositoryTests", swiftSettings: houseStyle),
  ]
)
