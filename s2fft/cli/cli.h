// SPDX-License-Identifier: MIT
// The sub-commands of s2fft; what is common to all commands is in s2common/priv/cli.h.
#ifndef CLI_H
#define CLI_H

#include "options.h"

s2_status cli_forward(cli_run *run);
s2_status cli_inverse(cli_run *run);
s2_status cli_spectrum(cli_run *run);
s2_status cli_synth(cli_run *run);
s2_status cli_convert(cli_run *run);
s2_status cli_picture(cli_run *run);
s2_status cli_info(cli_run *run);
s2_status cli_rotate(cli_run *run);
s2_status cli_wigner(cli_run *run);
s2_status cli_smooth(cli_run *run);
s2_status cli_mask(cli_run *run);
s2_status cli_points(cli_run *run);

#endif
