#pragma once

// Each kernel body lives in a *.inc file that is compiled twice: once for the plain instruction set and, on x86, once more
// for AVX2 with FMA and F16C. SUFFIX(name) gives the two versions their names.

#define HWK_JOIN2(name, suffix) name##_##suffix
#define HWK_JOIN(name, suffix) HWK_JOIN2(name, suffix)
#define SUFFIX(name) HWK_JOIN(name, HWK_VERSION)

#if defined(__x86_64__)
#define HWK_X86 1
#else
#define HWK_X86 0
#endif

#define HWK_AVX2_BEGIN _Pragma("clang attribute push(__attribute__((target(\"avx2,fma,f16c\"))), apply_to = function)")
#define HWK_AVX2_END _Pragma("clang attribute pop")

// Vectors are passed only between functions of one file, so that how the ABI passes them does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

/// Eight fp32 lanes at any address; the compiler splits them where registers are narrower.
typedef float hwk_v8 __attribute__((vector_size(32), aligned(4)));
