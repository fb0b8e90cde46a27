#include "Input.h"
#include "Signals.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

static bool has_ended;

static Input end(void) {
  has_ended = true;
  return InputEnd;
}

static Input from_signal(int signal) {
  switch (signal) {
  case SIGINT: return InputInterrupt;
  case SIGTERM:
  case SIGHUP: return end();
  case SIGWINCH: return InputResize;
  case SIGCONT: return InputContinue;
  case SIGTSTP: return InputStop;
  default: return InputNothing;  // SIGQUIT does nothing, as in shells at a prompt
  }
}

Input input_wait(int terminal, int milliseconds) {
  struct pollfd sources[] = {
    {.fd = signals_descriptor(), .events = POLLIN},
    {.fd = terminal, .events = POLLIN},
  };
  int ready = poll(sources, 2, milliseconds);
  if (ready < 0) return errno == EINTR ? InputNothing : end();
  if (ready == 0) return InputTimeout;
  // Signals first: Ctrl-C discards what was typed before it, so the keys are younger. One that came
  // together with a key is in the pipe only now.
  int signal = signals_take();
  if (signal != 0) return from_signal(signal);
  return sources[1].revents != 0 ? InputKey : InputNothing;
}

bool input_read(int terminal, unsigned char *byte) {
  ssize_t count = read(terminal, byte, 1);
  bool is_gone = count == 0 ? !isatty(terminal) : errno != EINTR && errno != EAGAIN;
  if (count < 1 && is_gone) end();
  return count == 1;
}

bool input_has_ended(void) { return has_ended; }
