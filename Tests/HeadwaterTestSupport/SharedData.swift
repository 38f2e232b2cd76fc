import Glibc

/// The folder of real tables, if this machine has it.
package enum SharedData {
  package static let folder: String? = {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let given = getenv("HEADWATER_SHARED_DATA").map { String(cString: $0) }
    let path = given ?? "/" + root + "/../shared/data"
    return access(path, R_OK) == 0 ? path : nil
  }()

  package static func has(_ name: String) -> Bool {
    folder.map { access($0 + "/" + name, R_OK) == 0 } ?? false
  }

  package static func path(_ name: String) throws -> String {
    guard let folder else { throw TestSetupError("there is no folder of real tables") }
    return folder + "/" + name
  }
}
