public import Foundation
import GRDB
public import Tutor

/// The learner's events in one SQLite file, only ever added to.
public final class ProgressStore: Sendable {
  /// Where they are.
  public let path: String

  private let database: DatabaseQueue

  /// Marks a database as ours: the letters "bpt1".
  private static let applicationID = 0x6270_7431

  /// Opens the file, or makes it and its folder.
  ///
  /// - Throws: ``StoreError``. A file that is not ours is left as it is.
  public init(path: String) throws(StoreError) {
    self.path = path
    do {
      let exists = FileManager.default.fileExists(atPath: path)
      if exists {
        try Self.refuseForeignFile(at: path)
      } else {
        try FileManager.default.createDirectory(
          at: URL(fileURLWithPath: path).deletingLastPathComponent(),
          withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      }
      var configuration = Configuration()
      configuration.journalMode = .wal
      configuration.busyMode = .timeout(5)
      database = try DatabaseQueue(path: path, configuration: configuration)
      try Self.migrator.migrate(database)
    } catch let error as StoreError {
      throw error
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Adds events in one transaction; they are on disk when this returns.
  ///
  /// - Parameter time: When they happened.
  public func append(_ events: [KeptEvent], at time: Date) throws(StoreError) {
    guard !events.isEmpty else { return }
    do {
      try database.write { database in
        for event in events { try StoredEvent(event, at: time).insert(database) }
      }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Every event, oldest first.
  public func all() throws(StoreError) -> [KeptEvent] {
    do {
      return try database.read { database in
        try StoredEvent.order(Column("id")).fetchAll(database).compactMap(\.event)
      }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Looks before anything is written: opening a foreign database would already change it.
  private static func refuseForeignFile(at path: String) throws {
    var configuration = Configuration()
    configuration.readonly = true
    let attributes = try FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    // SQLite would take a device for an empty database, and put its journal beside it.
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      throw StoreError(.foreign, path: path)
    }
    guard attributes[.size] as? Int != 0 else { return }
    let header = try? FileHandle(forReadingFrom: URL(fileURLWithPath: path)).read(upToCount: 16)
    guard let header else { throw StoreError(.unreadable, path: path) }
    guard header.starts(with: Data("SQLite format 3".utf8)) else {
      throw StoreError(.foreign, path: path)
    }
    let (identifier, tables, isNewer) = try DatabaseQueue(path: path, configuration: configuration)
      .read {
        (
          try Int.fetchOne($0, sql: "PRAGMA application_id"),
          try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master"),
          try migrator.hasBeenSuperseded($0)
        )
      }
    // A first start that was cut off leaves a database without tables, which is nobody's.
    if identifier == 0, tables == 0 { return }
    guard identifier == applicationID else { throw StoreError(.foreign, path: path) }
    guard !isNewer else { throw StoreError(.newer, path: path) }
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 events") { database in
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      try database.create(table: StoredEvent.databaseTableName) { table in
        table.autoIncrementedPrimaryKey("id")
        table.column("time", .datetime).notNull()
        table.column("kind", .text).notNull()
        table.column("chapter", .text).notNull().indexed()
        table.column("step", .text).notNull()
        table.column("variant", .integer).notNull()
        table.column("text", .text).notNull()
        table.column("verdict", .text)
        table.column("reason", .text)
        table.column("number", .integer)
      }
    }
    migrator.registerMigration("2 diagnosis") { database in
      try database.alter(table: StoredEvent.databaseTableName) { table in
        table.add(column: "diagnosis", .text)
      }
    }
    return migrator
  }
}
