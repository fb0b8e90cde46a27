#include "CReadline.h"
#include "Completion.h"
#include "Input.h"
#include "Signals.h"

#include <locale.h>
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
  signals_stop();
  redraw();
}

/// Waits for a key; what comes instead is handled, and the answer is false.
static bool wait_for_key(int terminal) {
  switch (input_wait(terminal, watch.has_changed == NULL ? -1 : watch.milliseconds)) {
  case InputKey: return true;
  case InputInterrupt: end_prompt(CReadlineOutcomeInterrupted); break;
  case InputResize: rl_resize_terminal(); break;
  case InputStop: stop(); break;
  case InputContinue: redraw(); break;
  case InputEnd: end_prompt(CReadlineOutcomeEnd); break;
  case InputTimeout:
    if (watch.has_changed(watch.context)) end_prompt(CReadlineOutcomeWoken);
    break;
  case InputNothing: break;
  }
  return false;
}

static int read_key(FILE *stream) {
  int terminal = fileno(stream);
  while (is_open) {
    if (!wait_for_key(terminal)) continue;
    unsigned char key;
    bool is_read = input_read(terminal, &key);
    if (input_has_ended()) end_prompt(CReadlineOutcomeEnd);
    if (!is_read) continue;
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

/// Makes Readline write nothing that a terminal without any abilities would not understand.
static void set_up_plain(void) {
  rl_terminal_name = "dumb";
  // Reads ~/.inputrc, which may ask for sequences that the terminal's name alone doesn't forbid.
  rl_initialize();
  static const char *const sequences[] = {
    "enable-bracketed-paste", "enable-active-region", "colored-stats", "colored-completion-prefix",
    "show-mode-in-prompt",
  };
  for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++) {
    // Older versions complain about what they don't know.
    if (rl_variable_value(sequences[i]) != NULL) rl_variable_bind(sequences[i], "off");
  }
}

void creadline_set_up(const char *application_name, bool is_plain) {
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
  if (is_plain) set_up_plain();
}

CReadlineOutcome creadline_read_line(
  const char *prompt, const char *text, CReadlineWatch watched, CReadlineCompleter completer,
  char **line
) {
  if (input_has_ended()) return CReadlineOutcomeEnd;
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
  if (is_abandoned || input_has_ended()) abandon_line();
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
