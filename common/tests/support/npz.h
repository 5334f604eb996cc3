// SPDX-License-Identifier: MIT
/// @file
/// Reader of the reference arrays: NPZ files with stored (uncompressed) members, for tests only.
#ifndef S2_TESTS_NPZ_H
#define S2_TESTS_NPZ_H

#include <stddef.h>

/// An open file with the arrays read so far.
typedef struct npz npz;

/// Read data/`name`.npz; fails the running test if it cannot.
npz *npz_open(const char *name);

/// Free the file and every array that came from it.
void npz_close(npz *file);

/// The array `name` as doubles (complex numbers as pairs, integers converted), owned by the file.
/// Fails the running test unless it holds exactly `count` doubles; count 0 accepts any length.
const double *npz_get(npz *file, size_t count, const char *name, ...)
    __attribute__((format(printf, 3, 4)));

/// Number of doubles in the array `name`; 0 if there is none.
size_t npz_count(const npz *file, const char *name);

#endif
