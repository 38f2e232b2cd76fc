import Glibc
import HeadwaterTestSupport

/// Sound inputs that the fuzz tests damage.
enum FuzzCorpus {
  static let tables = [
    "key,kind,name\na,document,\"A, or \"\"B\"\"\"\nb,claim,\"two\r\nlines\"\n",
    "\u{FEFF}key;kind;naming\r\nx;person;unnamed\r\n\r\ny;outlet;named\r\n",
    "id\tsource\ttarget\n1\ta\tb\r2\tc\td", "a\n\"\"\n\"\"\"\"\n", "one,two,three\n,,\n1,2,3\n",
    "n:integer,f:float[],\"q:text\"\n1,\"1;2;\\;\",x\n", "é,🙂,שלום\né,🙂,שלום\n",
  ]

  static let dates = [
    "2023", "2023-07", "2023-07-15", "1998/2001", "2023~", "2023?", "2023%", "201X", "20XX",
    "2023-XX", "2023-07-XX", "../2005", "2025/..", "2025/", "/2025", "2001-21", "-0044-03-15",
    "Y170002", "Y-170002", "2023-07-15T10:20:30Z", "2023-07-15T24:00:00+14:00", "2024-02-29",
    "2023-07-15T10:20:30-05:30/2023-08", "1900-02-28/1904-02-29", "0000-01-01", "9999-12-31",
  ]

  static let json = [
    #"{"key":"a","n":[1,-2,3.5e10,0.1,-0.0],"t":true,"f":false,"z":null}"#,
    #"[[[[{"a":{"b":[[]]}}]]]]"#, #""\u00e9\ud83d\ude42\n\t\"\\\/""#, "9223372036854775807",
    #"{"commitment":"00ff"}"#, "[1e308, 1e-320, 123456789012345678901234567890]", " [ ] ",
    #"{"é":"שלום","é":1}"#, String(repeating: "[", count: 99) + String(repeating: "]", count: 99),
  ]

  static let words = [
    "organisation|person|group|outlet|document>organisation|document;document>claim|@attribution",
    "document>document", "12", "-1.5e10", "true", "2024-02-29", "12:30:00+05:30", "P1Y2M3DT4H5M6S",
    "a;b;\\;", "NaN", "article-1.txt", "дом", "\\e", "P-1D", "2024-02-29T12:30:00.123456789Z",
  ]

  /// The files of a case folder, by name.
  static let folder = [
    "kinds.csv": "name,parent\nleaflet,document\nflyer,leaflet\n",
    "relations.csv": """
    name,role,phrase,inverse_phrase,shapes
    hinted_to,transmission,hinted to,heard from,person>person|outlet
    doubted,stance,doubted,doubted by,

    """,
    "entities.csv": #"""
    key,kind,name,naming,upstream,date,url,language,description,aliases,labels,pages:integer
    article,document,An article,named,,2023-07,https://example.org,en,"Long, ""quoted""",a;b\;c,x;y,3
    memo,leaflet,A memo,,origin,2023-06~,,,,,,
    person,person,Jo Ash,pseudonym,undisclosed,,,,,Jo;J.,,
    other,person,J. Ash,unnamed,,,,,,,,
    source,person,The source,withheld,,,,,,,,
    claim,claim,The board knew,,,,,,,,,
    outlet,outlet,The Post,,,,,,,,,

    """#,
    "attributions.csv": """
    id,source,relation,target,about,date,according_to,locator,quote,grade,terms,basis,joint,status,note,w:float
    a1,memo,cited_by,article,claim,2023-07-01,article,¶1,the board,admiralty:B2,,,,recorded,,0.5
    a2,person,told,article,claim,,article,¶2,,,background,undisclosed,j1,,,
    a3,source,leaked_to,outlet,,../2023,,,,,,,,suggested,a note,
    a4,article,asserted,claim,,,article,p. 4,,,,,,,,
    a5,outlet,denied,attribution:a2,,,,,,,,,,,,
    a6,person,disputed,attribution:a5,,,,,,,,,,,,
    a7,person,hinted_to,outlet,,,,,,,,,,,,NaN

    """,
    "evidence.csv": """
    attribution,document,text_version,locator,quote,prefix,suffix,start,end,note
    a1,article,1,¶1,the board,,,4,13,
    a2,memo,,p. 1,,,,,,seen

    """,
    "identity.csv": """
    id,entity,other,verdict,author,time,reason,supersedes
    i1,person,other,same,me,2024-01-01T00:00:00Z,the same face,
    i2,person,other,undone,me,2024-01-02T00:00:00Z,,i1

    """,
    "texts/article.txt": "Did the board know? In May, the board knew.\n",
  ]

  static func writeFolder(to path: String) throws {
    mkdir(path, 0o700)
    mkdir(path + "/texts", 0o700)
    for (name, text) in folder { try WholeBytes.write(text, to: path + "/" + name) }
  }
}
