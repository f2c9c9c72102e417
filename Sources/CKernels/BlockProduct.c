#include "CKernels.h"
#include "Dispatch.h"

#define HWK_VERSION plain
#include "BlockProduct.inc"
#undef HWK_VERSION

#if HWK_X86
HWK_AVX2_BEGIN
#define HWK_VERSION avx2
#include "BlockProduct.inc"
#undef HWK_VERSION
HWK_AVX2_END
#endif

void hwk_block_product(const int8_t *weights, int64_t stride, int64_t begin, int64_t end, int64_t groups, const int8_t *codes,
                       const uint8_t *shifts, int64_t *sums) {
#if HWK_X86
  if (hwk_has_avx2()) {
    block_product_avx2(weights, stride, begin, end, groups, codes, shifts, sums);
    return;
  }
#endif
  block_product_plain(weights, stride, begin, end, groups, codes, shifts, sums);
}
