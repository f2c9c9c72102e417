#include "CKernels.h"
#include "Dispatch.h"
#include "HalfPrecision.h"

#define HWK_VERSION plain
#include "Decode.inc"
#undef HWK_VERSION

#if HWK_X86
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define HWK_VERSION avx2
#include "Decode.inc"
#undef HWK_VERSION
#pragma clang attribute pop
#endif

int hwk_has_avx2(void) {
#if HWK_X86
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
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
