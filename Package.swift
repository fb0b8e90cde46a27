// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "backprop-tutor",
  platforms: [.macOS(.v14)],
  products: [
    .executable(name: "backprop-tutor", targets: ["backprop-tutor"]),
    // For the package in Benchmarks/.
    .library(name: "Autodiff", targets: ["Autodiff"]),
    .library(name: "Drawing", targets: ["Drawing"]),
    .library(name: "Grading", targets: ["Grading"]),
  ],
  dependencies: [
    // Options, help, exit codes and shell completions: spares us an argument parser.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    // Elementary functions without platform imports, and approximate equality.
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.0"),
    // A durable, migrated SQLite store: spares us SQL plumbing and locking.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    // YAML with positions: spares us a parser for front matter and question blocks.
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    // The house, as Sources/README.md draws it. An arrow that is missing here is a wall: CI builds
    // with `--explicit-target-dependency-import-check error`.
    .target(
      name: "Autodiff",
      dependencies: ["CMatrixProduct", .product(name: "RealModule", package: "swift-numerics")]),
    // The matrix kernel is C because Swift can't compile a single function for AVX2.
    .target(name: "CMatrixProduct"),
    .target(name: "ModelLanguage", dependencies: ["Autodiff"]),
    .target(name: "Grading", dependencies: ["Autodiff", "ModelLanguage"]),
    .target(name: "LessonFormat", dependencies: ["ModelLanguage", "Yams"]),
    .target(name: "Tutor", dependencies: ["Autodiff", "ModelLanguage", "Grading", "LessonFormat"]),
    .target(
      name: "ProgressStore",
      dependencies: ["Tutor", .product(name: "GRDB", package: "GRDB.swift")]),
    .target(name: "Drawing"),
    .target(name: "CReadline", linkerSettings: [.linkedLibrary("readline")]),
    .target(name: "LineEditing", dependencies: ["CReadline"]),
    .target(
      name: "Lessons", path: "Lessons", exclude: ["README.md", "schemas"],
      resources: [
        .embedInCode("sensitivity.md"), .embedInCode("chain-rule.md"),
        .embedInCode("product-rule.md"), .embedInCode("relu-blocking.md"),
        .embedInCode("weight-update.md"), .embedInCode("power-rule.md"),
        .embedInCode("whole-pipeline.md"), .embedInCode("local-slopes.md"),
        .embedInCode("sigmoid-net.md"), .embedInCode("tanh-net.md"),
        .embedInCode("numeric-check.md"), .embedInCode("wrong-slope.md"),
        .embedInCode("matrices.md"), .embedInCode("two-losses.md"),
        .embedInCode("forks.md"),
      ]),
    .executableTarget(
      name: "backprop-tutor",
      dependencies: [
        "Autodiff", "ModelLanguage", "Grading", "LessonFormat", "Tutor", "ProgressStore",
        "Drawing", "LineEditing", "Lessons",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Drives programs in a real pseudo-terminal; for tests only.
    .target(name: "CTerminalTesting", path: "Tests/CTerminalTesting"),
    .target(
      name: "TerminalTesting", dependencies: ["CTerminalTesting"], path: "Tests/TerminalTesting"),
    .executableTarget(
      name: "LineEditingProbe", dependencies: ["LineEditing"], path: "Tests/LineEditingProbe"),
    .testTarget(
      name: "AutodiffTests",
      dependencies: ["Autodiff", .product(name: "RealModule", package: "swift-numerics")]),
    .testTarget(name: "ModelLanguageTests", dependencies: ["Autodiff", "ModelLanguage"]),
    .testTarget(
      name: "GradingTests",
      dependencies: [
        "Autodiff", "Grading", "ModelLanguage",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),
    .testTarget(name: "LessonFormatTests", dependencies: ["LessonFormat", "ModelLanguage"]),
    .testTarget(
      name: "TutorTests",
      dependencies: ["Autodiff", "Tutor", "Grading", "LessonFormat", "ModelLanguage", "Lessons"]),
    .testTarget(
      name: "ProgressStoreTests",
      dependencies: ["ProgressStore", "Tutor", .product(name: "GRDB", package: "GRDB.swift")]),
    .testTarget(name: "DrawingTests", dependencies: ["Drawing"]),
    .testTarget(
      name: "LineEditingTests",
      dependencies: ["LineEditing", "LineEditingProbe", "TerminalTesting"]
    ),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "backprop-tutor", "Drawing", "Lessons", "TerminalTesting",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Golden", "Lint", "Pictures"]),
  ],
  swiftLanguageModes: [.v6]
)

// CI sets this; a newer compiler's new warnings should not keep anyone from building.
if Context.environment["BACKPROP_TUTOR_STRICT"] == "1" {
  for target in package.targets {
    target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
  }
}
