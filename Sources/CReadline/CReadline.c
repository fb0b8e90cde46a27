#include "CReadline.h"
#include "Completion.h"
#include "Signals.h"

#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

static bool is_open;  // the prompt is up and nothing has ended it
static CReadlineOutcome outcome;
static char *accepted;
static bool is_hung_up;  // the terminal is gone or the process was told to end
static CReadlineWatch watch;

/// What a command that still waits for keys gets once the prompt has ended.
///
/// Readline 8.2 takes an unfinished paste for a string although nothing terminates it; the
/// sequence that ends a paste makes it finish.
static const char paste_end[] = "\033[201~";
static const char *last_keys;

static void end_prompt(CReadlineOutcome how) {
  if (!is_open) return;
  is_open = false;
  outcome = how;
}

static void hang_up(void) {
  is_hung_up = true;
  end_prompt(CReadlineOutcomeEnd);
}

static void accept_line(char *line) {
  rl_callback_handler_remove();
  if (!is_open) {
    free(line);
    return;
  }
  accepted = line;
  end_prompt(line == NULL ? CReadlineOutcomeEnd : CReadlineOutcomeLine);
}

/// Takes the terminal back and draws the line again, after a stop for instance.
static void redraw(void) {
  rl_deprep_terminal();
  rl_reset_after_signal();
  rl_reset_screen_size();
  fputs("\r", rl_outstream);
  rl_forced_update_display();
}

/// Stops, as Ctrl-Z asks, with the terminal's own settings; returns when continued.
static void stop(void) {
  rl_cleanup_after_signal();
  signals_release();
  raise(SIGTSTP);
  signals_catch();
  redraw();
}

static void handle(int signal) {
  switch (signal) {
  case SIGINT: end_prompt(CReadlineOutcomeInterrupted); break;
  case SIGTERM:
  case SIGHUP: hang_up(); break;
  case SIGWINCH: rl_resize_terminal(); break;
  case SIGCONT: redraw(); break;
  case SIGTSTP: stop(); break;
  case SIGQUIT: break;  // as shells do at a prompt
  }
}

/// Waits for a key; a signal that comes instead is handled, and the answer is false.
static bool wait_for_key(int terminal) {
  struct pollfd sources[] = {
    {.fd = signals_descriptor(), .events = POLLIN},
    {.fd = terminal, .events = POLLIN},
  };
  int ready = poll(sources, 2, watch.has_changed == NULL ? -1 : watch.milliseconds);
  if (ready < 0) {
    if (errno != EINTR) hang_up();
    return false;
  }
  if (ready == 0) {
    if (watch.has_changed(watch.context)) end_prompt(CReadlineOutcomeWoken);
    return false;
  }
  // Signals first: Ctrl-C discards what was typed before it, so the keys are younger.
  if (sources[0].revents != 0) {
    handle(signals_take());
    return false;
  }
  return sources[1].revents != 0;
}

static int read_key(FILE *stream) {
  int terminal = fileno(stream);
  while (is_open) {
    if (!wait_for_key(terminal)) continue;
    unsigned char key;
    ssize_t count = read(terminal, &key, 1);
    bool is_gone = count == 0 ? !isatty(terminal) : errno != EINTR && errno != EAGAIN;
    if (count < 1 && is_gone) hang_up();
    if (count < 1) continue;
    // A zero byte would end a pasted text early; as a key of its own it sets the mark.
    if (key == 0 && RL_ISSTATE(RL_STATE_MOREINPUT)) continue;
    return key;
  }
  return *last_keys != 0 ? *last_keys++ : EOF;
}

/// Prepares the terminal and makes reads from it answer at once.
///
/// Ctrl-C discards what has been typed, possibly just after `poll` has found it; a read that waits
/// would then never see that the prompt has ended.
static void enter_terminal(int meta) {
  rl_prep_terminal(meta);
  int terminal = fileno(rl_instream);
  struct termios settings;
  if (tcgetattr(terminal, &settings) != 0) return;
  settings.c_cc[VMIN] = 0;
  settings.c_cc[VTIME] = 0;
  tcsetattr(terminal, TCSADRAIN, &settings);
}

static void leave_terminal(void) {
  // Readline would print a newline after Ctrl-D, but only where it enabled bracketed paste.
  rl_eof_found = 0;
  rl_deprep_terminal();
}

/// Leaves the unfinished line on the screen and the cursor below it.
static void abandon_line(void) {
  rl_point = rl_end;
  (*rl_redisplay_function)();
  if (outcome == CReadlineOutcomeInterrupted) rl_echo_signal_char(SIGINT);
  fputs("\n", rl_outstream);
  rl_free_line_state();
  rl_callback_sigcleanup();
  rl_callback_handler_remove();
}

void creadline_set_up(const char *application_name) {
  setlocale(LC_CTYPE, "");
  rl_readline_name = strdup(application_name);
  rl_instream = stdin;
  rl_outstream = stdout;
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
  rl_change_environment = 0;
  rl_getc_function = read_key;
  rl_prep_term_function = enter_terminal;
  rl_deprep_term_function = leave_terminal;
  completion_set_up();
}

CReadlineOutcome creadline_read_line(
  const char *prompt, const char *text, CReadlineWatch watched, CReadlineCompleter completer,
  char **line
) {
  if (is_hung_up) return CReadlineOutcomeEnd;
  is_open = true;
  accepted = NULL;
  last_keys = paste_end;
  watch = watched;
  completion_use(completer);
  signals_catch();
  if (RL_ISSTATE(RL_STATE_INITIALIZED)) rl_reset_screen_size();
  rl_callback_handler_install(prompt, accept_line);
  if (*text != 0) {
    rl_insert_text(text);
    (*rl_redisplay_function)();
  }
  while (is_open) {
    if (wait_for_key(fileno(rl_instream))) rl_callback_read_char();
  }
  if (outcome == CReadlineOutcomeWoken) accepted = strdup(rl_line_buffer);
  bool is_abandoned = outcome == CReadlineOutcomeInterrupted || outcome == CReadlineOutcomeWoken;
  if (is_abandoned || is_hung_up) abandon_line();
  else if (outcome == CReadlineOutcomeEnd) fputs("\n", rl_outstream);
  fflush(rl_outstream);
  signals_release();
  completion_use((CReadlineCompleter){0});
  *line = accepted;
  return outcome;
}

void creadline_clear_history(void) {
  rl_clear_history();
  using_history();
}

void creadline_add_history(const char *line) {
  add_history(line);
  using_history();
}
