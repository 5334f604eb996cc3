// SPDX-License-Identifier: MIT
/// @file
/// The part of BridgeStan's C interface (version 2) that the example uses, for a stand-in.
#ifndef HARMONIC_TESTS_BRIDGESTAN_H
#define HARMONIC_TESTS_BRIDGESTAN_H

#include <stdbool.h>

typedef struct bs_model bs_model;

bs_model *bs_model_construct(const char *data, unsigned int seed, char **error);
void bs_model_destruct(bs_model *model);
int bs_param_unc_num(const bs_model *model);
int bs_log_density(const bs_model *model, bool propto, bool jacobian, const double *theta_unc,
                   double *value, char **error);
int bs_log_density_gradient(const bs_model *model, bool propto, bool jacobian,
                            const double *theta_unc, double *value, double *gradient, char **error);
void bs_free_error_msg(char *error);

#endif
