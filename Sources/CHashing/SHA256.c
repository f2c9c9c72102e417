#include "CHashing.h"

#include <string.h>

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static inline uint32_t rotate(uint32_t x, int count) { return x >> count | x << (32 - count); }

/// Section 6.2.2, with the message schedule in a ring of 16 words.
static void portable_blocks(uint32_t state[8], const uint8_t *bytes, size_t count) {
  for (; count > 0; count--, bytes += 64) {
    uint32_t w[16];
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
    for (int t = 0; t < 64; t++) {
      uint32_t word;
      if (t < 16) {
        const uint8_t *p = bytes + 4 * t;
        word = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
      } else {
        uint32_t x = w[(t + 1) & 15], y = w[(t + 14) & 15];
        word = w[t & 15] + w[(t + 9) & 15] + (rotate(x, 7) ^ rotate(x, 18) ^ x >> 3) + (rotate(y, 17) ^ rotate(y, 19) ^ y >> 10);
      }
      w[t & 15] = word;
      uint32_t t1 = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + (g ^ (e & (f ^ g))) + constants[t] + word;
      uint32_t t2 = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) | (c & (a | b)));
      h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e, state[5] += f, state[6] += g, state[7] += h;
  }
}

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

int32_t chashing_sha256_is_accelerated(void) {
  // Asking traps in a virtual machine, so it is asked once; two threads that ask at a time get the same answer.
  static _Atomic int32_t known = -1;
  if (known < 0) {
    unsigned a, b, c, d;
    int32_t found = 0;
    if (__get_cpuid(1, &a, &b, &c, &d)) {
      int hasShuffles = (c & 1u << 9) != 0 && (c & 1u << 19) != 0;
      if (hasShuffles && __get_cpuid_count(7, 0, &a, &b, &c, &d)) found = (b & 1u << 29) != 0;
    }
    known = found;
  }
  return known;
}

/// The same with Intel's SHA extensions: four rounds a step, the state as ABEF and CDGH.
__attribute__((target("sha,ssse3,sse4.1"))) static void accelerated_blocks(
    uint32_t state[8], const uint8_t *bytes, size_t count) {
  const __m128i bigEndian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  __m128i abcd = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xb1);
  __m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1b);
  __m128i abef = _mm_alignr_epi8(abcd, efgh, 8), cdgh = _mm_blend_epi16(efgh, abcd, 0xf0);
  for (; count > 0; count--, bytes += 64) {
    __m128i abefBefore = abef, cdghBefore = cdgh, w[4];
#pragma clang loop unroll(full)
    for (int i = 0; i < 16; i++) {
      if (i < 4) {
        w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(bytes + 16 * i)), bigEndian);
      } else {
        __m128i sum = _mm_add_epi32(
            _mm_sha256msg1_epu32(w[i & 3], w[(i + 1) & 3]), _mm_alignr_epi8(w[(i + 3) & 3], w[(i + 2) & 3], 4));
        w[i & 3] = _mm_sha256msg2_epu32(sum, w[(i + 3) & 3]);
      }
      __m128i k = _mm_add_epi32(w[i & 3], _mm_loadu_si128((const __m128i *)(constants + 4 * i)));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, k);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(k, 0x0e));
    }
    abef = _mm_add_epi32(abef, abefBefore);
    cdgh = _mm_add_epi32(cdgh, cdghBefore);
  }
  __m128i feba = _mm_shuffle_epi32(abef, 0x1b), dchg = _mm_shuffle_epi32(cdgh, 0xb1);
  _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(feba, dchg, 0xf0));
  _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

static void blocks(chashing_sha256 *hash, const uint8_t *bytes, size_t count) {
  if (!hash->portable && chashing_sha256_is_accelerated()) {
    accelerated_blocks(hash->state, bytes, count);
  } else {
    portable_blocks(hash->state, bytes, count);
  }
}
#else
int32_t chashing_sha256_is_accelerated(void) { return 0; }

static void blocks(chashing_sha256 *hash, const uint8_t *bytes, size_t count) { portable_blocks(hash->state, bytes, count); }
#endif

void chashing_sha256_start(chashing_sha256 *hash, int32_t portable) {
  static const uint32_t initial[8] = {
      0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
  };
  memcpy(hash->state, initial, sizeof initial);
  hash->length = 0;
  hash->portable = portable;
}

void chashing_sha256_update(chashing_sha256 *hash, const void *start, size_t count) {
  const uint8_t *bytes = start;
  size_t held = hash->length & 63;
  hash->length += count;
  if (held > 0) {
    size_t taken = count < 64 - held ? count : 64 - held;
    if (taken > 0) memcpy(hash->block + held, bytes, taken);
    if (held + taken < 64) return;
    blocks(hash, hash->block, 1);
    bytes += taken;
    count -= taken;
  }
  if (count >= 64) blocks(hash, bytes, count / 64);
  if (count % 64 > 0) memcpy(hash->block, bytes + count / 64 * 64, count % 64);
}

void chashing_sha256_finish(chashing_sha256 *hash, uint8_t *digest) {
  uint64_t bits = hash->length * 8;
  size_t held = hash->length & 63;
  uint8_t padding[72] = {0x80};
  // A one, zeros, and the length in bits in the last eight bytes of a block.
  size_t count = (held < 56 ? 56 : 120) - held;
  for (int i = 0; i < 8; i++) padding[count + i] = (uint8_t)(bits >> (56 - 8 * i));
  chashing_sha256_update(hash, padding, count + 8);
  for (int i = 0; i < 32; i++) digest[i] = (uint8_t)(hash->state[i / 4] >> (24 - 8 * (i % 4)));
}
