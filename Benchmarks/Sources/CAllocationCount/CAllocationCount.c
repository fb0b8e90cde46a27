#include "CAllocationCount.h"

#include <errno.h>

// glibc only: its headers say so once one of them is read.
#ifdef __GLIBC__

#include <malloc.h>
#include <stdatomic.h>
#include <stddef.h>

// The C library's own allocator under the names it keeps for programs that replace the public ones.
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *block);

static atomic_bool counting;
static atomic_long calls;
static atomic_long liveBytes;

static bool isCounting(void) { return atomic_load_explicit(&counting, memory_order_relaxed); }

static void *taken(void *block) {
  if (isCounting() && block) {
    atomic_fetch_add_explicit(&calls, 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&liveBytes, (long)malloc_usable_size(block), memory_order_relaxed);
  }
  return block;
}

static void givenBack(void *block) {
  if (isCounting() && block)
    atomic_fetch_sub_explicit(&liveBytes, (long)malloc_usable_size(block), memory_order_relaxed);
}

void *malloc(size_t size) { return taken(__libc_malloc(size)); }

void *calloc(size_t count, size_t size) { return taken(__libc_calloc(count, size)); }

void *realloc(void *block, size_t size) {
  long before = isCounting() && block ? (long)malloc_usable_size(block) : 0;
  void *moved = __libc_realloc(block, size);
  if (isCounting() && (moved || size == 0)) {
    atomic_fetch_sub_explicit(&liveBytes, before, memory_order_relaxed);
    taken(moved);
  }
  return moved;
}

void *memalign(size_t alignment, size_t size) { return taken(__libc_memalign(alignment, size)); }

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **block, size_t alignment, size_t size) {
  if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0) return EINVAL;
  void *found = memalign(alignment, size);
  if (!found) return ENOMEM;
  *block = found;
  return 0;
}

void free(void *block) {
  givenBack(block);
  __libc_free(block);
}

bool canCountAllocations(void) { return true; }

void startCounting(void) {
  atomic_store(&calls, 0);
  atomic_store(&liveBytes, 0);
  atomic_store(&counting, true);
}

struct AllocationCount stopCounting(void) {
  atomic_store(&counting, false);
  struct AllocationCount count = {
      .calls = atomic_load(&calls),
      .liveBytes = atomic_load(&liveBytes),
  };
  return count;
}

#else

bool canCountAllocations(void) { return false; }

void startCounting(void) {}

struct AllocationCount stopCounting(void) {
  return (struct AllocationCount){.calls = 0, .liveBytes = 0};
}

#endif
