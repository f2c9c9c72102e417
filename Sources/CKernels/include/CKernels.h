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

/// Without permission (0) the plain versions are used everywhere, as on a machine without AVX2. For tests.
void hwk_allow_avx2(int allowed);

/// Widens `count` elements of a GGUF tensor to fp32.
///
/// `type` is the GGML type code; `count` is a multiple of the type's block size; `source` need not be aligned.
/// Returns 0 when the type is unknown, and writes nothing then.
int hwk_decode(uint32_t type, const uint8_t *source, float *destination, int64_t count);

/// Symmetric INT8 quantization of one row: scale = max|x| / 127, value = round to nearest even(x / scale).
///
/// An all-zero row gets the scale 1. Returns 0 when an element is not finite.
int hwk_quantize_int8(const float *source, int8_t *destination, float *scale, int64_t count);

/// Columns of a group in `hwk_block_product`.
#define HWK_BLOCK 64

/// sums[r] = sum over groups g of (sum over i of weights[g][r][i] * codes[g][i]) << shifts[g], exact, for the rows from
/// `begin` up to `end`. A group of weights has `stride` rows; groups are padded with zeros to `HWK_BLOCK` columns.
void hwk_block_product(const int8_t *weights, int64_t stride, int64_t begin, int64_t end, int64_t groups, const int8_t *codes,
                       const uint8_t *shifts, int64_t *sums);

/// How a matrix is cut into beats of `GroupVectorEngine`: tiles of `outputs` rows, each of `beats` beats of `inputs` INT4 or
/// `inputs / 4` FP16 weights, with a scale for each row and `beats_per_block` beats.
typedef struct {
  /// At most 128, a multiple of 4; at most 64; at most 32.
  int64_t inputs, outputs, guard_bits;
  int64_t tiles, beats;
  /// Of a tile: as many blocks as there are scales of a row.
  int64_t blocks, beats_per_block;
  int32_t is_half;
} hwk_group_vector_shape;

/// What a `GroupVectorEngine` with FP20 sums and FP16 results makes of a matrix and a vector, rounding toward zero and saturating.
///
/// - activations: FP16, [beat][input]
/// - weights: [tile][beat][row][inputs / 2 bytes], INT4 with sign and magnitude, or FP16
/// - scales: finite FP16, [tile][block][row]
/// - addends: finite FP16, [tile][row], or NULL for zeros
/// - results: FP16, [tile][row]
void hwk_group_vector(const hwk_group_vector_shape *shape, const uint16_t *activations, const uint8_t *weights, const uint16_t *scales,
                      const uint16_t *addends, uint16_t *results);

/// A weight matrix in a GGUF format, row after row.
typedef struct {
  const uint8_t *data;
  /// Bytes from one row to the next.
  int64_t row_bytes;
  /// Weights of a row.
  int64_t columns;
  /// GGML type code.
  uint32_t type;
} hwk_matrix;

/// Floats of scratch memory that `hwk_linear` needs for a matrix of this many columns.
int64_t hwk_linear_scratch(int64_t columns);

/// y[b][r] = sum over k of w[r][k] * x[b][k] + bias[r], in fp32, for the rows from `begin` up to `end` and all `batch` vectors.
///
/// `x` is dense, [batch][columns]; `y` has `stride` floats from one vector to the next; `bias` may be null. Weights are the
/// values of `hwk_decode`. The order of summation depends on the version, on `batch` and on the format.
void hwk_linear(const hwk_matrix *matrix, int64_t begin, int64_t end, const float *x, int64_t batch, const float *bias, float *y,
                int64_t stride, float *scratch);

/// y = e^x within 2 units in the last place; 0 below -87.3.
void hwk_exp(const float *x, float *y, int64_t count);

/// y = x / (1 + e^-x). `x` and `y` may be the same.
void hwk_silu(const float *x, float *y, int64_t count);

/// Attention of one query head: output = softmax(scale * query . keys[p]) . values[p] over `positions`.
///
/// `keys` and `values` have `stride` floats from one position to the next; `scores` is scratch for `positions` floats.
void hwk_attend(const float *query, const float *keys, const float *values, int64_t stride, int64_t positions, int64_t width,
                float scale, float *scores, float *output);

#ifdef __cplusplus
}
#endif
