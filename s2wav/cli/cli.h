// SPDX-License-Identifier: MIT
// The sub-commands of s2wav; what is common to all commands is in s2common/priv/cli.h.
#ifndef CLI_H
#define CLI_H

#include "options.h"

s2_status cli_analysis(cli_run *run);
s2_status cli_synthesis(cli_run *run);
s2_status cli_denoise(cli_run *run);
s2_status cli_ilc(cli_run *run);
s2_status cli_tiling(cli_run *run);
s2_status cli_picture(cli_run *run);
s2_status cli_info(cli_run *run);

#endif
