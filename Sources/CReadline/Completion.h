// The completion half of the C target.
#ifndef CREADLINE_COMPLETION_H
#define CREADLINE_COMPLETION_H

#include "CReadline.h"

/// Installs Readline's completion hooks.
void completion_set_up(void);

/// Sets who is asked from now on.
void completion_use(CReadlineCompleter completer);

#endif
