import Testing

@Suite struct FunctionSpanTests {
  private func spans(_ text: String) -> [String] {
    SwiftSource(path: "Sample.swift", text: text).functions().map {
      "\($0.name) \($0.firstLine)-\($0.lastLine)"
    }
  }

  @Test("A function reaches from its keyword to its closing brace")
  func plainFunction() {
    #expect(
      spans(
        """
        /// Comment {
        @discardableResult
        func a(
          b: Int = 1, c: () -> Void = { }
        ) throws(E) -> [Int: Int]
        where T: P,
          U: P
        {
          if x { "}" } else { /* } */ }
        }
        func d() {}
        """) == ["a 3-10", "d 11-11"])
  }

  @Test("Braces in strings, comments and interpolations do not count")
  func bracesInText() {
    #expect(
      spans(
        #"""
        func a() {
          // }
          b("}", "\(c { "}" })")
          d("""
            } } \(e)
            """)
          f(#"\" } "#)
        }
        """#) == ["a 1-8"])
  }

  @Test("Nested functions are listed after the one around them")
  func nestedFunctions() {
    #expect(spans("func a() {\n  func b() {\n  }\n}\n") == ["a 1-4", "b 2-3"])
  }

  @Test("Initialisers, deinitialisers, subscripts and operators are functions, calls are not")
  func otherDeclarations() {
    #expect(
      spans(
        """
        init?(a: Int) { self.init() }
        init<T>(b: T) { super.init(); x = .init(1) }
        deinit { }
        subscript(c: Int) -> Int { d.subscript(1) }
        static func == (a: A, b: A) -> Bool { f(init: 1) { 2 } }
        """) == ["init 1-1", "init 2-2", "deinit 3-3", "subscript 4-4", "= 5-5"])
  }

  @Test("Computed properties have a body; stored ones and bindings have none")
  func properties() {
    #expect(
      spans(
        """
        var a: Int {
          1
        }
        var b: Int = 2 { didSet { } }
        var c = { 3 }
        var d: [String: Int]
        let e = f { 4 }
        if var g { h() }
        """) == ["a 1-3"])
  }

  @Test("Requirements of a protocol have no body")
  func requirements() {
    #expect(
      spans(
        """
        protocol P {
          func a() -> [Int]
          func b(_ c: Int) async throws -> Result<Int, E>
          init(d: Int)
          func e()
        }
        func f() {
        }
        """) == ["f 7-8"])
  }

  @Test("An unclosed function reaches to the end of the file")
  func unclosed() {
    #expect(spans("func a() {\n  b {\n  }\n") == ["a 1-3"])
  }
}
