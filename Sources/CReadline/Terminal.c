#ifndef __APPLE__
#define _GNU_SOURCE  // for wcwidth
#endif

#include "CReadline.h"

#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

int creadline_width(unsigned int scalar) { return wcwidth((wchar_t)scalar); }

bool creadline_terminal_size(int *columns, int *rows) {
  static const int descriptors[] = {STDOUT_FILENO, STDIN_FILENO, STDERR_FILENO};
  for (int i = 0; i < 3; i++) {
    struct winsize size;
    if (ioctl(descriptors[i], TIOCGWINSZ, &size) != 0 || size.ws_col == 0) continue;
    *columns = size.ws_col;
    *rows = size.ws_row;
    return true;
  }
  return false;
}
