#pragma once

#include <stddef.h>
#include <stdint.h>

// The GGUF file `embedded.gguf`, part of the program itself: there is no file to find at run time.

/// The first byte, aligned as that of a mapped file is.
const uint8_t *hwk_embedded_model(void);
/// How many bytes there are.
size_t hwk_embedded_model_size(void);
