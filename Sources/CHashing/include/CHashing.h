#pragma once

#include <stddef.h>
#include <stdint.h>

/// SHA-256 as FIPS 180-4 defines it, of bytes that come piece by piece.
typedef struct {
  uint32_t state[8];
  /// Bytes so far; those of an incomplete block are at the start of `block`.
  uint64_t length;
  uint8_t block[64];
  /// Nonzero to leave the processor's SHA instructions alone.
  int32_t portable;
} chashing_sha256;

void chashing_sha256_start(chashing_sha256 *hash, int32_t portable);
void chashing_sha256_update(chashing_sha256 *hash, const void *bytes, size_t count);
/// Pads, and writes the 32 bytes of the digest; `hash` is of no use afterwards.
void chashing_sha256_finish(chashing_sha256 *hash, uint8_t *digest);
/// Whether this processor has instructions for SHA-256 that are used.
int32_t chashing_sha256_is_accelerated(void);
