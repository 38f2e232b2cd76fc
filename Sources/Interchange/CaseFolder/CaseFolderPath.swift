/// A case folder's place, and the names of what is in it.
struct CaseFolderPath {
  /// As the user gave it, but for slashes at its end.
  let path: String

  init(_ path: String) {
    var path = path
    while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
    self.path = path
  }

  var texts: String { self[TextFolder.name] }

  /// The path of something in the folder.
  subscript(name: String) -> String {
    path.utf8.last == UInt8(ascii: "/") ? path + name : path + "/" + name
  }

  subscript(layout: TableLayout) -> String { self[layout.file] }

  /// Whether a name is one that listings leave out, such as `.git` and `.DS_Store`.
  static func isHidden(_ name: String) -> Bool {
    name.utf8.first == UInt8(ascii: ".")
  }

  static func isTable(_ name: String) -> Bool {
    TableLayout.all.contains { $0.file == name }
  }
}
