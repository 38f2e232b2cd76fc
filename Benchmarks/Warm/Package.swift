// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that neither the program nor its tests build it.
let package = Package(
  name: "warm",
  dependencies: [.package(name: "headwater", path: "../..")],
  targets: [
    .executableTarget(
      name: "warm", dependencies: [.product(name: "Headwater", package: "headwater")],
      swiftSettings: [.swiftLanguageMode(.v6)])
  ]
)
