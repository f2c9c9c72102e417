#pragma once

#include <stdint.h>

// Where a process spends its processor time, by loaded library: a timer interrupts it, and each sample counts for the library
// whose code was running. One measurement at a time.

#ifdef __cplusplus
extern "C" {
#endif

/// Starts sampling every `microseconds` of processor time of all threads; the kernel's tick may make it less often. Libraries
/// that are loaded later count as unknown. Returns 0 where sampling is not possible.
int hws_start(int64_t microseconds);

/// Ends sampling; the counts stay until the next start.
void hws_stop(void);

/// Loaded libraries, the program itself first.
int64_t hws_libraries(void);

/// The path of a library; empty for the program.
const char *hws_path(int64_t library);

/// Samples in a library, or with -1 in none that is known.
uint64_t hws_samples(int64_t library);

#ifdef __cplusplus
}
#endif
