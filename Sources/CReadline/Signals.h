// Signals as bytes in a pipe, so that one poll waits for keys and signals alike.
#ifndef CREADLINE_SIGNALS_H
#define CREADLINE_SIGNALS_H

/// Has the signals that matter at a prompt written to the pipe.
void signals_catch(void);

/// Puts back the handlers that were there before `signals_catch`.
void signals_release(void);

/// Stops the process, as Ctrl-Z asks; returns when it is continued.
///
/// The handlers from before `signals_catch` are in force meanwhile.
void signals_stop(void);

/// The end of the pipe to poll, or -1 before the first `signals_catch`.
int signals_descriptor(void);

/// The oldest signal that has not been taken, or 0.
int signals_take(void);

#endif
