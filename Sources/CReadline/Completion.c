#include "Completion.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/readline.h>

static CReadlineCompleter completer;
static CReadlineWord word;

static struct {
  char **texts;
  int count, capacity, next;
  char ending;
} offered;

static void forget_offers(void) {
  for (int i = 0; i < offered.count; i++) free(offered.texts[i]);
  offered.count = 0;
  offered.ending = 0;
}

void creadline_offer(const char *candidate, char ending) {
  if (offered.count == offered.capacity) {
    int capacity = offered.capacity == 0 ? 16 : offered.capacity * 2;
    char **texts = realloc(offered.texts, sizeof(char *) * (size_t)capacity);
    if (texts == NULL) return;
    offered.texts = texts;
    offered.capacity = capacity;
  }
  char *text = strdup(candidate);
  if (text == NULL) return;
  offered.texts[offered.count++] = text;
  offered.ending = ending;
}

/// Asks for the candidates and answers which characters end the word to the left.
///
/// Readline calls this before it looks for the word, so the answer can depend on the candidates:
/// `w1-w` is a difference unless something is called `w1-w…`.
static char *word_breaks(void) {
  forget_offers();
  word = completer.complete == NULL
    ? CReadlineWordName
    : completer.complete(completer.context, rl_line_buffer, rl_point);
  switch (word) {
  case CReadlineWordName: return " \t\n\r\v\f!\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~";
  case CReadlineWordHyphenated: return " \t\n\r\v\f!\"#$%&'()*+,./:;<=>?@[\\]^`{|}~";
  case CReadlineWordFileName: return " \t\n";
  }
  return NULL;
}

static char *next_candidate(const char *text, int state) {
  (void)text;
  if (state == 0) offered.next = 0;
  return offered.next < offered.count ? strdup(offered.texts[offered.next++]) : NULL;
}

static char **candidates(const char *text, int start, int end) {
  (void)start;
  // At the start of a line there is no word to look for, and Readline does not ask where one ends.
  if (end == 0) word_breaks();
  // Zero lets Readline go on to file names, its way when an application has no candidates.
  rl_attempted_completion_over = word != CReadlineWordFileName;
  if (word == CReadlineWordFileName) return NULL;
  rl_completion_append_character = offered.count == 1 ? offered.ending : 0;
  return rl_completion_matches(text, next_candidate);
}

/// Lists candidates below the line; `matches[0]` is what they share.
static void list_candidates(char **matches, int count, int longest) {
  int rows, columns;
  rl_get_screen_size(&rows, &columns);
  bool listed = false;
  bool is_short = count <= rl_completion_query_items;
  if (word != CReadlineWordFileName && completer.list != NULL && is_short) {
    const char *const *first = (const char *const *)matches + 1;
    listed = completer.list(completer.context, first, count, columns);
  }
  if (!listed) rl_display_match_list(matches, count, longest);
  rl_forced_update_display();
}

void creadline_print(const char *text) { fputs(text, rl_outstream); }

bool creadline_ignores_case(void) {
  const char *value = rl_variable_value("completion-ignore-case");
  return value != NULL && strcmp(value, "on") == 0;
}

void completion_set_up(void) {
  rl_completion_word_break_hook = word_breaks;
  rl_attempted_completion_function = candidates;
  rl_completion_display_matches_hook = list_candidates;
}

void completion_use(CReadlineCompleter next) {
  completer = next;
  forget_offers();
}
