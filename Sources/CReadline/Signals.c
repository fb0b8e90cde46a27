#include "Signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <unistd.h>

static const int caught[] = {
  SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH,
};
enum { caught_count = sizeof caught / sizeof caught[0] };

static struct sigaction previous[caught_count];
static bool is_catching;
static int ends[2] = {-1, -1};

static void note(int signal) {
  int saved = errno;
  char byte = (char)signal;
  // A full pipe holds thousands of signals that nobody has looked at; one more changes nothing.
  ssize_t written = write(ends[1], &byte, 1);
  (void)written;
  errno = saved;
}

static void open_pipe(void) {
  if (ends[0] >= 0 || pipe(ends) != 0) return;
  for (int end = 0; end < 2; end++) {
    fcntl(ends[end], F_SETFL, O_NONBLOCK);
    fcntl(ends[end], F_SETFD, FD_CLOEXEC);
  }
}

/// Whether a signal that is ignored stays ignored, as under nohup and without job control.
static bool may_stay_ignored(int signal) {
  return signal != SIGINT && signal != SIGWINCH && signal != SIGCONT;
}

void signals_catch(void) {
  open_pipe();
  if (is_catching || ends[0] < 0) return;
  is_catching = true;
  struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < caught_count; i++) {
    sigaction(caught[i], NULL, &previous[i]);
    if (previous[i].sa_handler == SIG_IGN && may_stay_ignored(caught[i])) continue;
    sigaction(caught[i], &action, NULL);
  }
}

void signals_release(void) {
  if (!is_catching) return;
  is_catching = false;
  for (int i = 0; i < caught_count; i++) sigaction(caught[i], &previous[i], NULL);
}

void signals_stop(void) {
  signals_release();
  raise(SIGTSTP);
  signals_catch();
}

int signals_descriptor(void) { return ends[0]; }

int signals_take(void) {
  char byte = 0;
  return ends[0] >= 0 && read(ends[0], &byte, 1) == 1 ? byte : 0;
}
