#ifndef HEADWATER_CSQLITE_SHIM_H
#define HEADWATER_CSQLITE_SHIM_H

// SQLite, and the few things Swift cannot import from it: variadic functions and
// the SQLITE_TRANSIENT cast.

#include <sqlite3.h>

// An empty buffer may have no address in Swift, and SQLite would read a null
// pointer as the value NULL; so the copying calls below pass the address of "".

static inline int csqlite_bind_text(sqlite3_stmt *statement, int index, const void *bytes,
                                    sqlite3_uint64 count) {
  return sqlite3_bind_text64(statement, index, bytes ? (const char *)bytes : "", count,
                             SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline int csqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes,
                                    sqlite3_uint64 count) {
  return sqlite3_bind_blob64(statement, index, bytes ? bytes : "", count, SQLITE_TRANSIENT);
}

static inline void csqlite_result_text(sqlite3_context *context, const void *bytes,
                                       sqlite3_uint64 count) {
  sqlite3_result_text64(context, bytes ? (const char *)bytes : "", count, SQLITE_TRANSIENT,
                        SQLITE_UTF8);
}

static inline void csqlite_result_blob(sqlite3_context *context, const void *bytes,
                                       sqlite3_uint64 count) {
  sqlite3_result_blob64(context, bytes ? bytes : "", count, SQLITE_TRANSIENT);
}

// Sets one of the SQLITE_DBCONFIG_ switches that take an int.
static inline int csqlite_set_switch(sqlite3 *database, int option, int on) {
  return sqlite3_db_config(database, option, on, (int *)0);
}

#endif
