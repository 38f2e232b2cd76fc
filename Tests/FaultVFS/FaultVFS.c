#include "FaultVFS.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

struct fault_vfs {
  sqlite3_vfs base;
  sqlite3_vfs *usual;
  char *name;
  long counts[FAULT_CALLS];
  long failures;
  long slept;
  int call;
  long number;
  int code;
  int lasts;
  int tears;
};

// An open file: the usual file system's own file follows in the same memory.
typedef struct {
  sqlite3_file base;
  fault_vfs *vfs;
  sqlite3_file *usual;
} fault_file;

// Counts a call; the code to fail it with, or SQLITE_OK.
static int fault(fault_vfs *vfs, int call) {
  long count = ++vfs->counts[call];
  if (call != vfs->call || vfs->number == 0) return SQLITE_OK;
  if (count != vfs->number && !(vfs->lasts && count > vfs->number)) return SQLITE_OK;
  vfs->failures++;
  return vfs->code;
}

// Files

static sqlite3_file *usual_file(sqlite3_file *file) { return ((fault_file *)file)->usual; }

static int file_close(sqlite3_file *file) {
  return usual_file(file)->pMethods->xClose(usual_file(file));
}

static int file_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
  int code = fault(((fault_file *)file)->vfs, FAULT_READ);
  if (code != SQLITE_OK) return code;
  return usual_file(file)->pMethods->xRead(usual_file(file), bytes, count, offset);
}

static int file_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  fault_vfs *vfs = ((fault_file *)file)->vfs;
  int code = fault(vfs, FAULT_WRITE);
  if (code != SQLITE_OK) {
    if (vfs->tears && count > 1) {
      usual_file(file)->pMethods->xWrite(usual_file(file), bytes, count / 2, offset);
    }
    return code;
  }
  return usual_file(file)->pMethods->xWrite(usual_file(file), bytes, count, offset);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
  int code = fault(((fault_file *)file)->vfs, FAULT_TRUNCATE);
  if (code != SQLITE_OK) return code;
  return usual_file(file)->pMethods->xTruncate(usual_file(file), size);
}

static int file_sync(sqlite3_file *file, int flags) {
  (void)flags;
  return fault(((fault_file *)file)->vfs, FAULT_SYNC);
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
  int code = fault(((fault_file *)file)->vfs, FAULT_FILE_SIZE);
  if (code != SQLITE_OK) return code;
  return usual_file(file)->pMethods->xFileSize(usual_file(file), size);
}

static int file_lock(sqlite3_file *file, int level) {
  int code = fault(((fault_file *)file)->vfs, FAULT_LOCK);
  if (code != SQLITE_OK) return code;
  return usual_file(file)->pMethods->xLock(usual_file(file), level);
}

static int file_unlock(sqlite3_file *file, int level) {
  return usual_file(file)->pMethods->xUnlock(usual_file(file), level);
}

static int file_check_reserved_lock(sqlite3_file *file, int *result) {
  return usual_file(file)->pMethods->xCheckReservedLock(usual_file(file), result);
}

static int file_control(sqlite3_file *file, int operation, void *argument) {
  return usual_file(file)->pMethods->xFileControl(usual_file(file), operation, argument);
}

static int file_sector_size(sqlite3_file *file) {
  return usual_file(file)->pMethods->xSectorSize(usual_file(file));
}

static int file_characteristics(sqlite3_file *file) {
  return usual_file(file)->pMethods->xDeviceCharacteristics(usual_file(file));
}

static int file_shm_map(
    sqlite3_file *file, int page, int size, int extend, void volatile **address) {
  int code = fault(((fault_file *)file)->vfs, FAULT_SHM_MAP);
  if (code != SQLITE_OK) return code;
  return usual_file(file)->pMethods->xShmMap(usual_file(file), page, size, extend, address);
}

static int file_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
  // SQLite does not expect that a lock cannot be given back.
  if (flags & SQLITE_SHM_LOCK) {
    int code = fault(((fault_file *)file)->vfs, FAULT_SHM_LOCK);
    if (code != SQLITE_OK) return code;
  }
  return usual_file(file)->pMethods->xShmLock(usual_file(file), offset, count, flags);
}

static void file_shm_barrier(sqlite3_file *file) {
  usual_file(file)->pMethods->xShmBarrier(usual_file(file));
}

static int file_shm_unmap(sqlite3_file *file, int delete) {
  return usual_file(file)->pMethods->xShmUnmap(usual_file(file), delete);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_reserved_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

// The file system

static sqlite3_vfs *usual_vfs(sqlite3_vfs *vfs) { return ((fault_vfs *)vfs)->usual; }

static int vfs_open(
    sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *opened) {
  fault_file *own = (fault_file *)file;
  own->base.pMethods = NULL;
  int code = fault((fault_vfs *)vfs, FAULT_OPEN);
  if (code != SQLITE_OK) return code;
  own->vfs = (fault_vfs *)vfs;
  own->usual = (sqlite3_file *)(own + 1);
  memset(own->usual, 0, usual_vfs(vfs)->szOsFile);
  code = usual_vfs(vfs)->xOpen(usual_vfs(vfs), name, own->usual, flags, opened);
  // SQLite closes a file that has methods, even one that could not be opened.
  if (own->usual->pMethods) own->base.pMethods = &methods;
  return code;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int syncs) {
  (void)syncs;
  int code = fault((fault_vfs *)vfs, FAULT_DELETE);
  if (code != SQLITE_OK) return code;
  return usual_vfs(vfs)->xDelete(usual_vfs(vfs), name, 0);
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *result) {
  int code = fault((fault_vfs *)vfs, FAULT_ACCESS);
  if (code != SQLITE_OK) return code;
  return usual_vfs(vfs)->xAccess(usual_vfs(vfs), name, flags, result);
}

static int vfs_full_path(sqlite3_vfs *vfs, const char *name, int count, char *path) {
  return usual_vfs(vfs)->xFullPathname(usual_vfs(vfs), name, count, path);
}

static int vfs_randomness(sqlite3_vfs *vfs, int count, char *bytes) {
  return usual_vfs(vfs)->xRandomness(usual_vfs(vfs), count, bytes);
}

static int vfs_sleep(sqlite3_vfs *vfs, int microseconds) {
  ((fault_vfs *)vfs)->slept += microseconds;
  return microseconds;
}

static int vfs_time(sqlite3_vfs *vfs, double *time) {
  return usual_vfs(vfs)->xCurrentTime(usual_vfs(vfs), time);
}

static int vfs_last_error(sqlite3_vfs *vfs, int count, char *text) {
  return usual_vfs(vfs)->xGetLastError(usual_vfs(vfs), count, text);
}

static int vfs_time_in_milliseconds(sqlite3_vfs *vfs, sqlite3_int64 *time) {
  return usual_vfs(vfs)->xCurrentTimeInt64(usual_vfs(vfs), time);
}

fault_vfs *fault_vfs_register(const char *name) {
  sqlite3_vfs *usual = sqlite3_vfs_find(NULL);
  fault_vfs *vfs = calloc(1, sizeof *vfs);
  char *copy = strdup(name);
  if (usual == NULL || vfs == NULL || copy == NULL) {
    free(vfs);
    free(copy);
    return NULL;
  }
  vfs->usual = usual;
  vfs->name = copy;
  vfs->base = (sqlite3_vfs){
      .iVersion = 2,
      .szOsFile = (int)sizeof(fault_file) + usual->szOsFile,
      .mxPathname = usual->mxPathname,
      .zName = copy,
      .xOpen = vfs_open,
      .xDelete = vfs_delete,
      .xAccess = vfs_access,
      .xFullPathname = vfs_full_path,
      .xRandomness = vfs_randomness,
      .xSleep = vfs_sleep,
      .xCurrentTime = vfs_time,
      .xGetLastError = vfs_last_error,
      .xCurrentTimeInt64 = vfs_time_in_milliseconds,
  };
  sqlite3_vfs_register(&vfs->base, 0);
  return vfs;
}

void fault_vfs_unregister(fault_vfs *vfs) {
  sqlite3_vfs_unregister(&vfs->base);
  free(vfs->name);
  free(vfs);
}

void fault_vfs_reset(fault_vfs *vfs) {
  memset(vfs->counts, 0, sizeof vfs->counts);
  vfs->failures = 0;
  vfs->slept = 0;
  vfs->number = 0;
}

void fault_vfs_plan(fault_vfs *vfs, int call, long number, int code, int lasts, int tears) {
  vfs->call = call;
  vfs->number = number;
  vfs->code = code;
  vfs->lasts = lasts;
  vfs->tears = tears;
}

long fault_vfs_count(const fault_vfs *vfs, int call) { return vfs->counts[call]; }

long fault_vfs_failures(const fault_vfs *vfs) { return vfs->failures; }

long fault_vfs_slept(const fault_vfs *vfs) { return vfs->slept; }
