#ifndef C_ALLOCATION_COUNT_H
#define C_ALLOCATION_COUNT_H

#include <stdbool.h>

// Counts what a piece of code takes from the heap, in all threads of this program. Linking the
// module puts its malloc, free and relatives in front of the C library's; outside startCounting()
// and stopCounting() they only pass the call on.

/// What happened on the heap between a start and a stop.
struct AllocationCount {
  /// How many blocks were asked for; a realloc counts as one.
  long calls;
  /// Bytes taken less bytes given back, as the heap rounds them up.
  long liveBytes;
};

/// Whether this platform's heap can be counted.
bool canCountAllocations(void);

/// Starts counting from zero.
void startCounting(void);

/// Stops counting.
struct AllocationCount stopCounting(void);

#endif
