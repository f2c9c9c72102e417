#pragma once

#include <stdint.h>
#include <string.h>

/// The value of an IEEE 754 binary16 number, exactly.
static inline float hwk_half(uint16_t half) {
  uint32_t sign = (uint32_t)(half & 0x8000) << 16;
  uint32_t magnitude = half & 0x7fff;
  uint32_t normal = (magnitude << 13) + (112u << 23);
  uint32_t special = (magnitude << 13) | 0x7f800000u;
  float small = (float)(int32_t)magnitude * 0x1p-24f;
  uint32_t subnormal;
  memcpy(&subnormal, &small, 4);
  uint32_t bits = magnitude < 0x400 ? subnormal : magnitude < 0x7c00 ? normal : special;
  bits |= sign;
  float value;
  memcpy(&value, &bits, 4);
  return value;
}

/// The same, from two little-endian bytes at any address.
static inline float hwk_half_at(const uint8_t *bytes) {
  return hwk_half((uint16_t)(bytes[0] | bytes[1] << 8));
}
