#include <string.h>

#include "CKernels.h"
#include "Dispatch.h"
#include "HalfPrecision.h"

// arm64 always has fused multiply-add; plain x86 does not, and calling a library for it would be slow.
#define HWK_VERSION plain
#define HWK_FMA (!HWK_X86)
#include "Linear.inc"
#undef HWK_VERSION
#undef HWK_FMA

#if HWK_X86
HWK_AVX2_BEGIN
#define HWK_VERSION avx2
#define HWK_FMA 1
#include "Linear.inc"
#undef HWK_VERSION
#undef HWK_FMA
HWK_AVX2_END
#endif

int64_t hwk_linear_scratch(int64_t columns) { return columns * 24; }

void hwk_linear(const hwk_matrix *matrix, int64_t begin, int64_t end, const float *x, int64_t batch, const float *bias, float *y,
                int64_t stride, float *scratch) {
#if HWK_X86
  if (hwk_has_avx2()) {
    linear_avx2(matrix, begin, end, x, batch, bias, y, stride, scratch);
    return;
  }
#endif
  linear_plain(matrix, begin, end, x, batch, bias, y, stride, scratch);
}
