// The one place that waits for the terminal: for prompts and for single keys.
#ifndef CREADLINE_INPUT_H
#define CREADLINE_INPUT_H

#include <stdbool.h>

/// What a wait ended with.
typedef enum {
  InputKey,        // there is a byte to read
  InputInterrupt,  // Ctrl-C
  InputResize,
  InputStop,      // Ctrl-Z: give the terminal back and call `signals_stop`
  InputContinue,  // stopped from outside; others may have had the terminal meanwhile
  InputEnd,       // the terminal is gone or the process was told to end
  InputTimeout,
  InputNothing,  // wait again
} Input;

/// Waits for a key or a signal, at most `milliseconds`; for ever if that is negative.
Input input_wait(int terminal, int milliseconds);

/// Reads a byte from a terminal whose reads answer at once; false where there is none.
bool input_read(int terminal, unsigned char *byte);

/// Whether a wait or a read has found that the input has ended; that is for good.
bool input_has_ended(void);

#endif
