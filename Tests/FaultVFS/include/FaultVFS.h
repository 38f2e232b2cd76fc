#ifndef HEADWATER_FAULT_VFS_H
#define HEADWATER_FAULT_VFS_H

// A SQLite file system that hands every call to the usual one, counts the calls, and fails those
// that it is told to. It syncs nothing, since no test outlives the machine, and never sleeps: it
// adds up for how long it was asked to.
//
// One connection at a time, on one thread at a time.

enum {
  FAULT_OPEN,
  FAULT_READ,
  FAULT_WRITE,
  FAULT_TRUNCATE,
  FAULT_SYNC,
  FAULT_FILE_SIZE,
  FAULT_LOCK,
  FAULT_SHM_MAP,
  FAULT_SHM_LOCK,
  FAULT_DELETE,
  FAULT_ACCESS,
  FAULT_CALLS
};

typedef struct fault_vfs fault_vfs;

// Registers a file system of this name; NULL where there is no memory.
fault_vfs *fault_vfs_register(const char *name);

// Takes it away again; no connection may use it any more.
void fault_vfs_unregister(fault_vfs *vfs);

// Forgets all counts and faults.
void fault_vfs_reset(fault_vfs *vfs);

// Fails the call of this number, from 1, with a result code of SQLite, and where `lasts` all
// calls of its sort after it. Where `tears`, a failing write leaves half of its bytes behind.
void fault_vfs_plan(fault_vfs *vfs, int call, long number, int code, int lasts, int tears);

// How many calls of this sort there were since the last reset.
long fault_vfs_count(const fault_vfs *vfs, int call);

// How many calls were failed since the last reset.
long fault_vfs_failures(const fault_vfs *vfs);

// For how many microseconds SQLite wanted to sleep since the last reset.
long fault_vfs_slept(const fault_vfs *vfs);

#endif
