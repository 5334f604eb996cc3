// SPDX-License-Identifier: MIT
/// @file
/// An evidence in words and as JSON, written into the caller's memory.
///
/// Like snprintf(): text that does not fit is cut off (a terminating 0 is always written if size >
/// 0), and the length that it has in full is returned. Call with size 0 to learn it. Numbers have a
/// decimal point in any locale.
#ifndef HARMONIC_REPORT_H
#define HARMONIC_REPORT_H

#include <harmonic/cross_fit.h>

S2_BEGIN_DECLS

/// Name of a verdict: "good", "doubtful", "bad". @param[in] verdict any @return static text
S2_EXPORT const char *harmonic_verdict_name(harmonic_verdict verdict);

/// Short name of a flag, e.g. "heavy-tail". @param[in] flag any @return static text, "unknown" if
/// none
S2_EXPORT const char *harmonic_flag_name(harmonic_flag flag);

/// What a flag means and what to do, in one sentence. @param[in] flag any @return static text
S2_EXPORT const char *harmonic_flag_text(harmonic_flag flag);

/// The error budget as a table of at most 100 columns, with the verdict and its reasons.
///
/// @param[in]  result  from harmonic_evidence_estimate()
/// @param[in]  size    bytes of `text`
/// @param[out] text    [size] UTF-8; NULL if size = 0
/// @return length without the terminating 0
S2_EXPORT size_t harmonic_result_text(const harmonic_result *result, size_t size, char *text);

/// All of a result as one JSON object; names are those of ::harmonic_result, what is not finite is
/// null.
///
/// @param[in]  result  from harmonic_evidence_estimate()
/// @param[in]  size    bytes of `text`
/// @param[out] text    [size]; NULL if size = 0
/// @return length without the terminating 0
S2_EXPORT size_t harmonic_result_json(const harmonic_result *result, size_t size, char *text);

S2_END_DECLS
#endif
