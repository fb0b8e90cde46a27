// The parts of a pseudo-terminal that Swift's view of the C library leaves out on Linux.
#ifndef CTERMINALTESTING_H
#define CTERMINALTESTING_H

#include <sys/types.h>

/// Starts a program in a new session that a new terminal controls and that holds its standard
/// input, output and error.
///
/// Returns the outer side of the terminal, which doesn't block; or -1, with the reason in `errno`.
int pseudo_terminal_start(
  const char *executable, char *const arguments[], char *const environment[], int columns,
  int rows, pid_t *process);

/// Sets a terminal's size; the kernel tells the program. Returns -1 on failure.
int pseudo_terminal_resize(int terminal, int columns, int rows);

#endif
