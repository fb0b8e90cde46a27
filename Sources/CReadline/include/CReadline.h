// GNU Readline behind a few functions. Its globals stay in C, where Swift 6 need not see them; its
// headers stay out of this one, so that Swift code needs no include paths for them.
#ifndef CREADLINE_H
#define CREADLINE_H

#include <stdbool.h>

#if defined(__clang__)
#define CREADLINE_CLOSED __attribute__((enum_extensibility(closed)))
#else
#define CREADLINE_CLOSED
#endif

/// How a prompt ended.
typedef enum CREADLINE_CLOSED CReadlineOutcome {
  CReadlineOutcomeLine,
  CReadlineOutcomeInterrupted,
  CReadlineOutcomeEnd,
  /// What was watched has changed.
  CReadlineOutcomeWoken,
} CReadlineOutcome;

/// Something to look at now and then while a prompt waits for keys.
typedef struct CReadlineWatch {
  void *context;

  /// How long to wait for a key before looking.
  int milliseconds;

  /// Whether the prompt is to end; NULL if nothing is watched.
  bool (*has_changed)(void *context);
} CReadlineWatch;

/// Where the word to complete starts, looking left from the cursor.
typedef enum CREADLINE_CLOSED CReadlineWord {
  /// After the last character that is no letter, digit or `_`.
  CReadlineWordName,
  /// The same, but `-` is part of the word: `chain-rule`.
  CReadlineWordHyphenated,
  /// After the last blank; Readline completes it as a file name.
  CReadlineWordFileName,
} CReadlineWord;

/// Who completes words. Both functions are called back with `context`, only while a prompt is up.
typedef struct CReadlineCompleter {
  void *context;

  /// Decides what the word is and offers its candidates with `creadline_offer`.
  ///
  /// `cursor` is a byte offset into `line`.
  CReadlineWord (*complete)(void *context, const char *line, int cursor);

  /// Prints the candidates with `creadline_print`, or returns false to have Readline do it.
  bool (*list)(void *context, const char *const *candidates, int count, int columns);
} CReadlineCompleter;

/// Names the application for `$if name` in `~/.inputrc` and sets what every prompt shares.
///
/// Prompts that are plain write no escape sequences.
void creadline_set_up(const char *application_name, bool is_plain);

/// Shows a prompt and edits one line until it is accepted, interrupted or input ends.
///
/// `text` is on the line to start with. For a line, and for one that was left because what is watched
/// has changed, `*line` is a zero-terminated buffer that the caller frees. The terminal's settings and
/// the signal handlers are as before when the function returns.
CReadlineOutcome creadline_read_line(
  const char *prompt, const char *text, CReadlineWatch watch, CReadlineCompleter completer,
  char **line);

/// What came while bytes were waited for.
typedef enum CREADLINE_CLOSED CReadlineInput {
  CReadlineInputByte,
  CReadlineInputInterrupted,
  /// The terminal's size has changed, or the process was stopped and may have missed that.
  CReadlineInputResized,
  CReadlineInputEnd,
  CReadlineInputTimeout,
  /// Nothing yet, though the time isn't up.
  CReadlineInputNothing,
} CReadlineInput;

/// Has the terminal hand over keys one by one and unseen, until they are given back or the process
/// exits. Not while a prompt is up, and not twice.
void creadline_take_keys(void);

/// Puts back the terminal's settings and the signal handlers.
void creadline_give_keys_back(void);

/// Waits for a byte, at most `milliseconds`; for ever if that is negative.
CReadlineInput creadline_next_byte(int milliseconds, unsigned char *byte);

/// Offers a candidate; `ending` is added after it when it is the only one, unless it is zero.
void creadline_offer(const char *candidate, char ending);

/// Prints text where Readline draws.
void creadline_print(const char *text);

/// Whether the user's settings complete `AB` to `abc`.
bool creadline_ignores_case(void);

/// Forgets the lines that Up recalls.
void creadline_clear_history(void);

/// Adds the newest line that Up recalls.
void creadline_add_history(const char *line);

/// The columns that a Unicode scalar takes in this locale, or -1 where the locale can't tell.
int creadline_width(unsigned int scalar);

/// Asks the terminal for its size; false where none is attached.
bool creadline_terminal_size(int *columns, int *rows);

#endif
