#include "CKernels.h"
#include "Dispatch.h"

#define HWK_VERSION plain
#include "GroupVector.inc"
#undef HWK_VERSION

#if HWK_X86
HWK_AVX2_BEGIN
#define HWK_VERSION avx2
#include "GroupVector.inc"
#undef HWK_VERSION
HWK_AVX2_END
#endif

void hwk_group_vector(const hwk_group_vector_shape *shape, const uint16_t *activations, const uint8_t *weights, const uint16_t *scales,
                      const uint16_t *addends, uint16_t *results) {
#if HWK_X86
  if (hwk_has_avx2()) {
    group_vector_avx2(shape, activations, weights, scales, addends, results);
    return;
  }
#endif
  group_vector_plain(shape, activations, weights, scales, addends, results);
}
