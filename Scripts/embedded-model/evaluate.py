#!/usr/bin/env python3
"""Measures embedded.gguf in fp64 and writes what the tests compare with.

    venv/bin/python Scripts/embedded-model/evaluate.py FOLDER-OF-THE-TEXT Sources/EmbeddedModel/embedded.gguf \\
        Tests/TransformerTests/Data

The data folder receives embedded.json (logits, tokens and bits per byte of this implementation), embedded-held-out.txt (every
fourth held-out chapter) and embedded-words.txt (the words of the text trained on, in lower case). Also prints what INT8
activations do, with every linear layer's weights rounded to INT8 by output channel.
"""

import hashlib
import json
import math
import pathlib
import re
import sys

import gguf
import torch
from gguf.quants import dequantize
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from torch.nn import functional

import corpus
from network import Network, Shape

PROMPTS = ["In the beginning", "And he said unto them,", "Now these are the names"]
STEPS = 24


def load(path):
    """The network in fp64 and the tokenizer of a GGUF file."""
    reader = gguf.GGUFReader(path)
    network = Network(Shape()).double()
    tensors = {tensor.name: dequantize(tensor.data, tensor.tensor_type) for tensor in reader.tensors}
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            parameter.copy_(torch.from_numpy(tensors[name if name.endswith(".weight") else f"{name}.weight"].copy()))
    tokens = reader.fields["tokenizer.ggml.tokens"].contents()
    merges = [tuple(merge.split(" ")) for merge in reader.fields["tokenizer.ggml.merges"].contents()]
    tokenizer = Tokenizer(models.BPE({token: index for index, token in enumerate(tokens)}, merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    return network, tokenizer


@torch.no_grad()
def measure(network, ids, byte_count):
    """Bits per byte over windows of the context that overlap by one token, and the share of zeros of the hidden layer."""
    window, nats, zeros, gates_seen = network.shape.context, 0.0, 0, 0
    silent = torch.ones(network.shape.layers, network.shape.feed_forward, dtype=torch.bool)
    for start in range(0, len(ids) - 1, window):
        part = ids[start : start + window + 1]
        logits, gates = network(part[None, :-1])
        nats += functional.cross_entropy(logits[0], part[1:], reduction="sum").item()
        for layer, gate in enumerate(gates):
            zeros += (gate <= 0).sum().item()
            gates_seen += gate.numel()
            silent[layer] &= (gate[0] <= 0).all(0)
    return {
        "bits_per_byte": nats / math.log(2) / byte_count, "perplexity": math.exp(nats / (len(ids) - 1)),
        "zeros": zeros / gates_seen, "neurons_never_active": silent.sum().item(),
    }


def linear_layers(network):
    return [module for module in network.modules() if isinstance(module, torch.nn.Linear)]


def with_int8(network, ids, byte_count, scale_of):
    """The same with INT8 activations; `scale_of` gives a layer's scale or scales for its input."""
    hooks, kept = [], []
    for layer in linear_layers(network):
        kept.append(layer.weight.detach().clone())
        step = layer.weight.detach().abs().amax(1, keepdim=True) / 127
        layer.weight.data = (layer.weight / step).round() * step

        def rounded(module, inputs):
            scale = scale_of(module, inputs[0])
            return ((inputs[0] / scale).round().clamp(-127, 127) * scale,)

        hooks.append(layer.register_forward_pre_hook(rounded))
    result = measure(network, ids, byte_count)
    for layer, weight in zip(linear_layers(network), kept):
        layer.weight.data = weight
    for hook in hooks:
        hook.remove()
    return result


def static_scales(network, ids):
    """One scale for each layer's input: the largest magnitude over a calibration text."""
    scales, hooks = {}, []
    for layer in linear_layers(network):

        def look(module, inputs):
            scales[module] = max(scales.get(module, 0.0), inputs[0].abs().max().item() / 127)

        hooks.append(layer.register_forward_pre_hook(look))
    measure(network, ids, 1)
    for hook in hooks:
        hook.remove()
    return scales


@torch.no_grad()
def continuation(network, tokenizer, prompt):
    ids = tokenizer.encode(prompt, add_special_tokens=False).ids
    generated, best = [], []
    for _ in range(STEPS):
        logits = network(torch.tensor([ids + generated]))[0][0, -1]
        values, candidates = logits.topk(5)
        best.append([[int(index), round(value, 6)] for index, value in zip(candidates, values.tolist())])
        generated.append(int(candidates[0]))
    return {"prompt": prompt, "prompt_ids": ids, "ids": generated, "top5": best, "text": tokenizer.decode(generated)}


def main():
    folder, path, data = map(pathlib.Path, sys.argv[1:])
    torch.set_num_threads(1)
    network, tokenizer = load(path)
    training, held_out = corpus.split(corpus.fetch(folder))
    excerpt = "".join(held_out[::4])
    encoded = lambda text: torch.tensor(tokenizer.encode(text, add_special_tokens=False).ids)
    first_bytes = lambda ids: len(tokenizer.decode(ids[:1].tolist()).encode())
    ids, whole = encoded(excerpt), encoded("".join(held_out))
    excerpt_figures = measure(network, ids, len(excerpt) - first_bytes(ids))
    result = {
        "source": "torch in fp64 over the weights that the gguf package decodes; made by Scripts/embedded-model/evaluate.py",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "excerpt_tokens": len(ids), "excerpt": excerpt_figures,
        "prompts": [continuation(network, tokenizer, prompt) for prompt in PROMPTS],
    }
    (data / "embedded.json").write_text(json.dumps(result, indent=1) + "\n")
    (data / "embedded-held-out.txt").write_text(excerpt)
    words = sorted({word.lower() for chapter in training for word in re.findall(r"[A-Za-z]+", chapter)})
    (data / "embedded-words.txt").write_text("\n".join(words) + "\n")

    scales = static_scales(network, encoded("".join(training[100:110])))
    size = len(excerpt) - first_bytes(ids)
    print(json.dumps({
        "all held-out chapters": measure(network, whole, len("".join(held_out)) - first_bytes(whole)),
        "excerpt": excerpt_figures,
        "excerpt, INT8, a scale for each position": with_int8(
            network, ids, size, lambda layer, values: values.abs().amax(-1, keepdim=True).clamp(min=1e-30) / 127),
        "excerpt, INT8, one scale for each tensor": with_int8(network, ids, size, lambda layer, values: scales[layer]),
    }, indent=1))
    for prompt in result["prompts"]:
        print(prompt["prompt"] + prompt["text"])


if __name__ == "__main__":
    main()
