import Foundation
import GRDB
import ProgressStore
import Testing
import Tutor

/// A folder of its own for one test, removed at its end.
private final class Folder {
  let path = NSTemporaryDirectory() + "backprop-tutor-tests-\(UUID().uuidString)"

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

private let someEvents = [
  KeptEvent(.started, chapter: "sensitivity", text: "42"),
  KeptEvent(
    .answered, chapter: "sensitivity", step: "smaller-nudge", variant: 2, text: "1,5 ½ 😀",
    verdict: "correct", reason: "equal", number: 1),
  KeptEvent(
    .answered, chapter: "chain-rule", step: "links", text: "7", verdict: "incorrect",
    reason: "misconception", diagnosis: "own-factor"),
]

@Suite struct ProgressStoreTests {
  @Test func `what was appended is there after reopening, in order and unchanged`() throws {
    let folder = try Folder()
    let path = folder.path + "/a/b/progress.sqlite"
    try ProgressStore(path: path).append(someEvents, at: Date(timeIntervalSince1970: 0))
    let reopened = try ProgressStore(path: path)
    #expect(try reopened.all() == someEvents)
    try reopened.append([KeptEvent(.reset, chapter: "sensitivity")], at: Date())
    #expect(try reopened.all().map(\.kind) == [.started, .answered, .answered, .reset])
  }

  @Test func `a file from before diagnoses were kept goes on, with nothing lost`() throws {
    let folder = try Folder()
    let path = folder.path + "/progress.sqlite"
    try ProgressStore(path: path).append(someEvents, at: Date(timeIntervalSince1970: 0))
    // As the first version left it.
    try DatabaseQueue(path: path).write { database in
      try database.execute(sql: "ALTER TABLE event DROP COLUMN diagnosis")
      try database.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = '2 diagnosis'")
    }
    let reopened = try ProgressStore(path: path)
    #expect(try reopened.all().map(\.text) == someEvents.map(\.text))
    #expect(try reopened.all().allSatisfy { $0.diagnosis == nil })
    try reopened.append(someEvents, at: Date())
    #expect(try reopened.all().last == someEvents.last)
  }

  @Test func `new folders are for the user alone`() throws {
    let folder = try Folder()
    _ = try ProgressStore(path: folder.path + "/private/progress.sqlite")
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/private")
    #expect(attributes[.posixPermissions] as? Int == 0o700)
  }

  @Test func `two open stores see each other's events`() throws {
    let folder = try Folder()
    let path = folder.path + "/progress.sqlite"
    let (one, other) = (try ProgressStore(path: path), try ProgressStore(path: path))
    for number in 0..<20 {
      let store = number.isMultiple(of: 2) ? one : other
      try store.append([KeptEvent(.entered, chapter: "c", variant: number)], at: Date())
    }
    #expect(try one.all().map(\.variant) == Array(0..<20))
  }

  @Test(arguments: ["hello\n", "SQLite format 3\0 but not really", "{}"])
  func `a file that is no database is refused and stays as it is`(content: String) throws {
    let folder = try Folder()
    let path = folder.path + "/progress.sqlite"
    try Data(content.utf8).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: StoreError.self) { try ProgressStore(path: path) }
    #expect(error?.kind == .foreign || error?.kind == .unreadable)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(content.utf8))
  }

  @Test func `another program's database is refused and stays as it is`() throws {
    let folder = try Folder()
    let path = folder.path + "/progress.sqlite"
    try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE photo (id INTEGER)") }
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(throws: StoreError.self) { try ProgressStore(path: path) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test func `a first start that was cut off is taken up again`() throws {
    let folder = try Folder()
    let path = folder.path + "/progress.sqlite"
    try DatabaseQueue(path: path).writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA journal_mode = WAL")
    }
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    #expect(size != 0)
    try ProgressStore(path: path).append(someEvents, at: Date())
    #expect(try ProgressStore(path: path).all() == someEvents)
  }

  @Test func `a newer version's file is refused`() throws {
    let folder = try Folder()
    let path = folder.path + "/progress.sqlite"
    _ = try ProgressStore(path: path)
    try DatabaseQueue(path: path).write {
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 the future')")
    }
    let error = #expect(throws: StoreError.self) { try ProgressStore(path: path) }
    #expect(error?.kind == .newer)
  }

  @Test func `a damaged file is refused and stays as it is`() throws {
    let folder = try Folder()
    let path = folder.path + "/progress.sqlite"
    try ProgressStore(path: path).append(someEvents, at: Date())
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    for index in 100..<bytes.count { bytes[index] = 0xAB }
    for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(throws: StoreError.self) { try ProgressStore(path: path) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
  }

  @Test func `what is no plain file is refused, and nothing is put beside it`() throws {
    let folder = try Folder()
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    for path in [pipe, folder.path] {
      let error = #expect(throws: StoreError.self) { try ProgressStore(path: path) }
      #expect(error?.kind == .foreign)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["pipe"])
  }

  @Test func `an empty file is taken as a new one`() throws {
    let folder = try Folder()
    let path = folder.path + "/progress.sqlite"
    try Data().write(to: URL(fileURLWithPath: path))
    try ProgressStore(path: path).append(someEvents, at: Date())
    #expect(try ProgressStore(path: path).all() == someEvents)
  }
}
