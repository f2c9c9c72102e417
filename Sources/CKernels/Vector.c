#include <math.h>
#include <string.h>

#include "CKernels.h"
#include "Dispatch.h"

#define HWK_VERSION plain
#include "Vector.inc"
#undef HWK_VERSION

#if HWK_X86
HWK_AVX2_BEGIN
#define HWK_VERSION avx2
#include "Vector.inc"
#undef HWK_VERSION
HWK_AVX2_END
#define DISPATCH(name, ...) (hwk_has_avx2() ? name##_avx2(__VA_ARGS__) : name##_plain(__VA_ARGS__))
#else
#define DISPATCH(name, ...) name##_plain(__VA_ARGS__)
#endif

void hwk_exp(const float *x, float *y, int64_t count) { DISPATCH(exp_all, x, y, count); }

void hwk_silu(const float *x, float *y, int64_t count) { DISPATCH(silu, x, y, count); }

void hwk_attend(const float *query, const float *keys, const float *values, int64_t stride, int64_t positions, int64_t width,
                float scale, float *scores, float *output) {
  DISPATCH(attend, query, keys, values, stride, positions, width, scale, scores, output);
}
