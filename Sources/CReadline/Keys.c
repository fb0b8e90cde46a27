#include "CReadline.h"
#include "Input.h"
#include "Signals.h"

#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

static struct termios lines;  // the settings before keys were taken
static bool is_taken;

/// Lets keys through at once and unseen; what has been typed stays, and output is as before.
static void enter(void) {
  if (!is_taken) return;
  struct termios keys = lines;
  keys.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
  // Reads answer at once: Ctrl-C may discard a key just after `poll` has found it.
  keys.c_cc[VMIN] = 0;
  keys.c_cc[VTIME] = 0;
  tcsetattr(STDIN_FILENO, TCSADRAIN, &keys);
}

static void leave(void) {
  if (is_taken) tcsetattr(STDIN_FILENO, TCSADRAIN, &lines);
}

void creadline_take_keys(void) {
  static bool is_registered;
  // For a program that exits while it has the keys.
  if (!is_registered) is_registered = atexit(leave) == 0;
  signals_catch();
  is_taken = tcgetattr(STDIN_FILENO, &lines) == 0;
  enter();
}

void creadline_give_keys_back(void) {
  leave();
  is_taken = false;
  signals_release();
}

CReadlineInput creadline_next_byte(int milliseconds, unsigned char *byte) {
  if (input_has_ended()) return CReadlineInputEnd;
  switch (input_wait(STDIN_FILENO, milliseconds)) {
  case InputKey:
    if (input_read(STDIN_FILENO, byte)) return CReadlineInputByte;
    return input_has_ended() ? CReadlineInputEnd : CReadlineInputNothing;
  case InputInterrupt: return CReadlineInputInterrupted;
  case InputResize: return CReadlineInputResized;
  case InputStop:
    leave();
    signals_stop();
    enter();
    return CReadlineInputResized;
  case InputContinue:
    enter();
    return CReadlineInputResized;
  case InputEnd: return CReadlineInputEnd;
  case InputTimeout: return CReadlineInputTimeout;
  case InputNothing: return CReadlineInputNothing;
  }
  return CReadlineInputNothing;
}
