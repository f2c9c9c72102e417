#include "EmbeddedModel.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static _Alignas(4096) const uint8_t model[] = {
#embed "embedded.gguf"
};

const uint8_t *hwk_embedded_model(void) { return model; }

size_t hwk_embedded_model_size(void) { return sizeof model; }
