#include <string.h>

#include "CKernels.h"
#include "Dispatch.h"

#define HWK_VERSION plain
#include "Quantize.inc"
#undef HWK_VERSION

#if HWK_X86
HWK_AVX2_BEGIN
#define HWK_VERSION avx2
#include "Quantize.inc"
#undef HWK_VERSION
HWK_AVX2_END
#endif

int hwk_quantize_int8(const float *source, int8_t *destination, float *scale, int64_t count) {
#if HWK_X86
  if (hwk_has_avx2()) return quantize_int8_avx2(source, destination, scale, count);
#endif
  return quantize_int8_plain(source, destination, scale, count);
}
