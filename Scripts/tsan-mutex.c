// Lets the thread sanitizer see the locks of Swift's Mutex.
//
// On Linux a Mutex that is taken waits inside the Synchronization library, which is built without
// the sanitizer: it misses that the lock changed hands, and reports what the lock protects. This
// stands in for that wait, in sanitized builds alone, and can be dropped once Scripts/tsan.sh says
// that the toolchain needs it no more.

#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>

// _MutexHandle._lockSlow(_: UInt32), whose self is the word that holds the owner's thread.
__attribute__((swiftcall)) void wait_for_mutex(
    uint32_t thread, __attribute__((swift_context)) void *handle)
    __asm__("$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");

__attribute__((swiftcall)) void wait_for_mutex(
    uint32_t thread, __attribute__((swift_context)) void *handle) {
  _Atomic uint32_t *owner = handle;
  uint32_t nobody = 0;
  while (!atomic_compare_exchange_weak_explicit(
      owner, &nobody, thread, memory_order_acquire, memory_order_relaxed)) {
    nobody = 0;
    sched_yield();
  }
}
