#include <stdatomic.h>

#include "CKernels.h"
#include "Dispatch.h"
#include "HalfPrecision.h"

#define HWK_VERSION plain
#include "Decode.inc"
#undef HWK_VERSION

#if HWK_X86
HWK_AVX2_BEGIN
#define HWK_VERSION avx2
#include "Decode.inc"
#undef HWK_VERSION
HWK_AVX2_END
#endif

static atomic_int avx2_allowed = 1;

void hwk_allow_avx2(int allowed) { atomic_store_explicit(&avx2_allowed, allowed, memory_order_relaxed); }

int hwk_has_avx2(void) {
#if HWK_X86
  return atomic_load_explicit(&avx2_allowed, memory_order_relaxed) && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c");
#else
  return 0;
#endif
}

int hwk_decode(uint32_t type, const uint8_t *source, float *destination, int64_t count) {
#if HWK_X86
  if (hwk_has_avx2()) return decode_avx2(type, source, destination, count);
#endif
  return decode_plain(type, source, destination, count);
}
