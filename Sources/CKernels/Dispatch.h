#pragma once

// Each kernel body lives in a *.inc file that is compiled twice: once for the plain instruction set and, on x86, once more
// with AVX2 and FMA. SUFFIX(name) gives the two versions their names.

#define HWK_JOIN2(name, suffix) name##_##suffix
#define HWK_JOIN(name, suffix) HWK_JOIN2(name, suffix)
#define SUFFIX(name) HWK_JOIN(name, HWK_VERSION)

#if defined(__x86_64__)
#define HWK_X86 1
#else
#define HWK_X86 0
#endif
