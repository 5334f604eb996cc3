// SPDX-License-Identifier: MIT
/// @file
/// Helpers that several tests of harmonic share.
#ifndef HARMONIC_TESTS_SUPPORT_H
#define HARMONIC_TESTS_SUPPORT_H

#include <check.h>
#include <npz.h>

/// Threads that OpenMP uses from now on; returns how many it did. Without OpenMP: 1, always.
int set_threads(int threads);

#endif
