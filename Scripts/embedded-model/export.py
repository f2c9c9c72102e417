"""Writes a trained network as GGUF with Q8_0 matrices, and the tokenizer with it."""

import json
import pathlib

import gguf
import torch
from gguf.quants import dequantize, quantize

import corpus


def quantized(network) -> dict:
    """Each tensor by its GGUF name: matrices as Q8_0 blocks, gains as F32."""
    result = {}
    for name, parameter in network.named_parameters():
        values = parameter.detach().float().numpy()
        kind = gguf.GGMLQuantizationType.Q8_0 if values.ndim == 2 else gguf.GGMLQuantizationType.F32
        result[name if name.endswith(".weight") else f"{name}.weight"] = (quantize(values, kind), kind)
    return result


def load_quantized(network):
    """Puts the values that Q8_0 keeps into the network, so that what is measured is what is stored."""
    with torch.no_grad():
        stored = quantized(network)
        for name, parameter in network.named_parameters():
            data, kind = stored[name if name.endswith(".weight") else f"{name}.weight"]
            parameter.copy_(torch.from_numpy(dequantize(data, kind).copy()))


def write(network, tokenizer, path: pathlib.Path):
    shape = network.shape
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("hwgen embedded")
    writer.add_description("A Llama-shaped model with a ReLU-gated feed-forward network, trained on the King James Bible")
    writer.add_license("public-domain text; weights under the licence of hwgen")
    writer.add_block_count(shape.layers)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.key_value_heads)
    writer.add_key_length(shape.head_width)
    writer.add_value_length(shape.head_width)
    writer.add_rope_dimension_count(shape.head_width)
    writer.add_rope_freq_base(shape.rope_base)
    writer.add_layer_norm_rms_eps(shape.epsilon)
    writer.add_vocab_size(shape.vocabulary)
    # Not a key of the format: the format takes a Llama's gate to be SiLU.
    writer.add_string("llama.feed_forward_activation", "relu")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    writer.add_quantization_version(2)

    model = json.loads(tokenizer.to_str())["model"]
    tokens = sorted(model["vocab"], key=model["vocab"].get)
    end = tokenizer.token_to_id(corpus.END)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types([gguf.TokenType.CONTROL if index == end else gguf.TokenType.NORMAL for index in range(len(tokens))])
    writer.add_token_merges([" ".join(merge) for merge in model["merges"]])
    writer.add_bos_token_id(end)
    writer.add_eos_token_id(end)
    writer.add_add_bos_token(False)

    for name, (data, kind) in quantized(network).items():
        writer.add_tensor(name, data, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
