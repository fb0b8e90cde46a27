#ifndef __APPLE__
#define _GNU_SOURCE
#endif

#include "CTerminalTesting.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#ifdef __APPLE__
enum { closed_on_exec = 0 };
#else
// From the start, because tests start programs in parallel.
enum { closed_on_exec = O_CLOEXEC };
#endif

/// Opens a terminal's outer side and finds the name of its inner one.
static int open_terminal(char *name, size_t size) {
  int terminal = posix_openpt(O_RDWR | O_NOCTTY | closed_on_exec);
  if (terminal < 0) return -1;
  if (grantpt(terminal) == 0 && unlockpt(terminal) == 0
      && ptsname_r(terminal, name, size) == 0
      && fcntl(terminal, F_SETFD, FD_CLOEXEC) == 0
      && fcntl(terminal, F_SETFL, O_NONBLOCK) == 0) {
    return terminal;
  }
  close(terminal);
  return -1;
}

/// Starts a program on the terminal of that name. Returns an error number, or 0.
static int start(
  const char *executable, char *const arguments[], char *const environment[],
  const char *terminal, pid_t *process
) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  // The first terminal that the leader of a session opens controls the session.
  posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0);
  posix_spawn_file_actions_adddup2(&actions, 0, 1);
  posix_spawn_file_actions_adddup2(&actions, 0, 2);
  // What the test blocks or ignores is not passed on.
  sigset_t signals;
  sigemptyset(&signals);
  posix_spawnattr_setsigmask(&attributes, &signals);
  sigfillset(&signals);
  posix_spawnattr_setsigdefault(&attributes, &signals);
  posix_spawnattr_setflags(
    &attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  int error = posix_spawn(process, executable, &actions, &attributes, arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return error;
}

int pseudo_terminal_start(
  const char *executable, char *const arguments[], char *const environment[], int columns,
  int rows, pid_t *process
) {
  char name[128];
  int terminal = open_terminal(name, sizeof name);
  if (terminal < 0) return -1;
  pseudo_terminal_resize(terminal, columns, rows);
  int error = start(executable, arguments, environment, name, process);
  if (error == 0) return terminal;
  close(terminal);
  errno = error;
  return -1;
}

int pseudo_terminal_resize(int terminal, int columns, int rows) {
  struct winsize size = {
    .ws_col = (unsigned short)columns,
    .ws_row = (unsigned short)rows,
  };
  return ioctl(terminal, TIOCSWINSZ, &size);
}
