// Included before each of Verilator's own files: what the design prints, and how it ends, comes to the shim.
#pragma once
#include <cstdlib>
// The writer of FST ends the process when a file does not take what it writes; here that is an exception.
namespace std { [[noreturn]] void hwgen_abort(); }
#define abort hwgen_abort
extern "C" int hwgen_print(const char* format, ...);
#define VL_PRINTF hwgen_print
#define VL_USER_FINISH
#define VL_USER_STOP
#define VL_USER_STOP_MAYBE
#define VL_USER_FATAL
#define VL_USER_WARN
void vl_stop_maybe(const char* file, int line, const char* hierarchy, bool maybe);
