// swift-tools-version: 6.2
import PackageDescription

// The reference is allowed what a C programmer would use on this machine, but not -ffast-math: its
// sums keep their order.
let native: [CSetting] = [.unsafeFlags(["-O3", "-march=native"])]
#if arch(x86_64)
  let narrow: [CSetting] = [
    .unsafeFlags(["-O3", "-march=native", "-mprefer-vector-width=256"])
  ]
#else
  let narrow = native
#endif

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v14)],
  dependencies: [.package(name: "backprop-tutor", path: "..")],
  targets: [
    .target(
      name: "CReference", cSettings: native,
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .target(name: "CReferenceNarrow", dependencies: ["CReference"], cSettings: narrow),
    .executableTarget(name: "CFirstGradient", dependencies: ["CReference"]),
    .target(name: "CAllocationCount"),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "CReference", "CReferenceNarrow", "CAllocationCount",
        .product(name: "Autodiff", package: "backprop-tutor"),
        .product(name: "Drawing", package: "backprop-tutor"),
        .product(name: "Grading", package: "backprop-tutor"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
