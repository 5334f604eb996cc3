// SPDX-License-Identifier: MIT
/// @file
/// How the family shares FFTW's single, unlocked planner with an application.
#ifndef S2COMMON_FFTW_H
#define S2COMMON_FFTW_H

#include <s2common/defs.h>

S2_BEGIN_DECLS

/// Replace the lock that the family holds around every FFTW planner call.
///
/// Needed only by a program that also plans with FFTW itself from other threads.
/// Call before the first plan is made. Pass NULL, NULL, NULL for the built-in lock.
/// @param[in] lock    called with `data` before FFTW's planner is used
/// @param[in] unlock  called with `data` afterwards, in the same thread
/// @param[in] data    the caller's own, e.g. its mutex; must outlive every plan
S2_EXPORT void s2_fftw_set_lock(void (*lock)(void *), void (*unlock)(void *), void *data);

S2_END_DECLS
#endif
