// SPDX-License-Identifier: MIT
#include "internal.h"

enum { BAR_WIDTH = 30 };

int cli_progress(void *user, double done, const char *what)
{
  cli_run *run = user;
  int percent = (int)(100 * done);
  if (!run->bar || percent == run->bar_last) return 0;
  run->bar_last = percent;
  char bar[BAR_WIDTH + 1];
  for (int i = 0; i < BAR_WIDTH; i++) bar[i] = i < done * BAR_WIDTH ? '#' : '.';
  bar[BAR_WIDTH] = '\0';
  // Back to the start of the line, and wipe what a longer text left behind.
  fprintf(stderr, "\r%s %3d %% %.40s\033[K", bar, percent, what);
  fflush(stderr);
  return 0;
}

void cli_progress_end(cli_run *run)
{
  if (!run->bar || run->bar_last < 0) return;
  fprintf(stderr, "\r\033[K");
  run->bar_last = -1;
}
