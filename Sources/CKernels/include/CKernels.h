#pragma once

#include <stdint.h>

// Loops that dominate the run time of the golden transformer, each compiled for AVX2 and for the plain instruction set and
// picked at run time. A kernel computes every element with the same operations in both versions unless its comment says
// otherwise, so results do not depend on the machine.

#ifdef __cplusplus
extern "C" {
#endif

/// True when the AVX2 versions are used on this machine.
int hwk_has_avx2(void);

/// Widens `count` elements of a GGUF tensor to fp32.
///
/// `type` is the GGML type code; `count` is a multiple of the type's block size; `source` need not be aligned.
/// Returns 0 when the type is unknown, and writes nothing then.
int hwk_decode(uint32_t type, const uint8_t *source, float *destination, int64_t count);

/// Symmetric INT8 quantisation of one row: scale = max|x| / 127, value = round to nearest even(x / scale).
///
/// An all-zero row gets the scale 1. Returns 0 when an element is not finite.
int hwk_quantize_int8(const float *source, int8_t *destination, float *scale, int64_t count);

#ifdef __cplusplus
}
#endif
