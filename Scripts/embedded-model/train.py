#!/usr/bin/env python3
"""Trains the embedded model on the King James Bible: three quarters of an hour on one core.

    python3 -m venv venv && venv/bin/pip install -r Scripts/embedded-model/requirements.txt
    venv/bin/python Scripts/embedded-model/train.py OUTPUT-FOLDER

OUTPUT-FOLDER receives embedded.gguf, held-out.txt (the chapters that were not trained on), words.txt (the words of those
that were), log.json and the last checkpoint.
"""

import argparse
import hashlib
import json
import math
import pathlib
import platform
import re
import time

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from torch.nn import functional

import corpus
import export
from network import Network, Shape

SEED = 1
BATCH = 2
# Fraction of the steps in which the learning rate rises.
WARM_UP = 0.03
LEARNING_RATE = 2e-3
WEIGHT_DECAY = 0.1
# The penalty's weight follows the share of zeros: it grows below this target and shrinks above.
ZEROS = 0.85
PENALTY_RATE = 1.02
PENALTY_LIMITS = (0.02, 2.0)


def trained_tokenizer(chapters, vocabulary):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(
        chapters,
        trainers.BpeTrainer(
            vocab_size=vocabulary, special_tokens=[corpus.END], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        ),
    )
    if tokenizer.get_vocab_size() != vocabulary:
        raise SystemExit(f"the tokenizer has {tokenizer.get_vocab_size()} tokens, not {vocabulary}")
    return tokenizer


def encoded(tokenizer, chapters):
    """All tokens, with an end token before the first chapter and after each."""
    end = tokenizer.token_to_id(corpus.END)
    ids = [end]
    for encoding in tokenizer.encode_batch(chapters, add_special_tokens=False):
        ids += encoding.ids + [end]
    return torch.tensor(ids)


def schedule(step, steps):
    """The learning rate's factor: a rise, then a cosine to zero."""
    rise = max(1, int(WARM_UP * steps))
    if step < rise:
        return (step + 1) / rise
    return 0.5 * (1 + math.cos(math.pi * (step - rise) / (steps - rise)))


def sparsity_penalty(gates):
    """The positive part's share of the gates' magnitude: it has no scale, so that small gates do not satisfy it."""
    return sum(functional.relu(gate).mean() / gate.abs().mean() for gate in map(torch.Tensor.float, gates)) / len(gates)


def share_of_zeros(gates):
    return sum((gate <= 0).float().mean().item() for gate in gates) / len(gates)


@torch.no_grad()
def evaluate(network, ids, byte_count):
    """Bits per byte in windows of the context's length that overlap by one token; zeros and silent neurons by layer."""
    window, nats, tokens = network.shape.context, 0.0, 0
    active = torch.zeros(network.shape.layers, network.shape.feed_forward)
    for start in range(0, len(ids) - 1, window):
        part = ids[start : start + window + 1]
        logits, gates = network(part[None, :-1])
        nats += functional.cross_entropy(logits[0].float(), part[1:], reduction="sum").item()
        tokens += len(part) - 1
        active += torch.stack([(gate[0] > 0).float().sum(0) for gate in gates])
    return {
        "bits_per_byte": nats / math.log(2) / byte_count,
        "perplexity": math.exp(nats / tokens),
        "zeros": 1 - active.mean().item() / tokens,
        "zeros_by_layer": [1 - value.item() / tokens for value in active.mean(1)],
        "neurons_never_active": [int(value) for value in (active == 0).sum(1)],
    }


def main():
    arguments = argparse.ArgumentParser(description="Trains the embedded model.")
    arguments.add_argument("output", type=pathlib.Path)
    arguments.add_argument("--steps", type=int, default=3600)
    arguments.add_argument("--threads", type=int, default=1)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    options.output.mkdir(parents=True, exist_ok=True)

    training, held_out = corpus.split(corpus.fetch(options.output))
    (options.output / "held-out.txt").write_text("".join(held_out), encoding="ascii")
    words = sorted({word.lower() for chapter in training for word in re.findall(r"[A-Za-z]+", chapter)})
    (options.output / "words.txt").write_text("\n".join(words) + "\n", encoding="ascii")
    shape = Shape()
    tokenizer = trained_tokenizer(training, shape.vocabulary)
    ids, test = encoded(tokenizer, training), encoded(tokenizer, held_out)
    test_bytes = sum(map(len, held_out))
    network = Network(shape)
    parameters = sum(parameter.numel() for parameter in network.parameters())
    print(f"{parameters} parameters, {len(ids)} tokens to train on, {len(test)} held out ({test_bytes} bytes)", flush=True)

    matrices = [parameter for parameter in network.parameters() if parameter.dim() == 2]
    gains = [parameter for parameter in network.parameters() if parameter.dim() == 1]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": WEIGHT_DECAY}, {"params": gains, "weight_decay": 0.0}],
        lr=LEARNING_RATE, betas=(0.9, 0.98), fused=True,
    )
    penalty_weight, start, log = PENALTY_LIMITS[0], time.monotonic(), []
    average = None
    for step in range(options.steps):
        rate = LEARNING_RATE * schedule(step, options.steps)
        for group in optimizer.param_groups:
            group["lr"] = rate
        offsets = torch.randint(0, len(ids) - shape.context - 1, (BATCH,))
        batch = torch.stack([ids[offset : offset + shape.context + 1] for offset in offsets])
        with torch.autocast("cpu", torch.bfloat16):
            logits, gates = network(batch[:, :-1])
        loss = functional.cross_entropy(logits.flatten(0, 1).float(), batch[:, 1:].flatten())
        zeros = share_of_zeros(gates)
        penalty_weight *= PENALTY_RATE if zeros < ZEROS else 1 / PENALTY_RATE
        penalty_weight = min(max(penalty_weight, PENALTY_LIMITS[0]), PENALTY_LIMITS[1])
        (loss + penalty_weight * sparsity_penalty(gates)).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        average = loss.item() if average is None else 0.98 * average + 0.02 * loss.item()
        if step % 100 == 99 or step == options.steps - 1:
            entry = {
                "step": step + 1, "loss": round(average, 4), "zeros": round(zeros, 4), "penalty": round(penalty_weight, 4),
                "minutes": round((time.monotonic() - start) / 60, 2),
            }
            if step % 500 == 499:
                entry["held_out_bits_per_byte"] = round(evaluate(network, test[:8193], len(tokenizer.decode(test[1:8193].tolist())))["bits_per_byte"], 4)
                torch.save(network.state_dict(), options.output / "checkpoint.pt")
            log.append(entry)
            print(json.dumps(entry), flush=True)
    minutes = (time.monotonic() - start) / 60

    torch.save(network.state_dict(), options.output / "checkpoint.pt")
    full_precision = evaluate(network, test, test_bytes)
    path = options.output / "embedded.gguf"
    export.write(network, tokenizer, path)
    export.load_quantized(network)
    report = {
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "bytes": path.stat().st_size, "parameters": parameters,
        "training_tokens": len(ids), "held_out_bytes": test_bytes, "steps": options.steps, "batch": [BATCH, shape.context],
        "minutes": round(minutes, 1), "threads": options.threads, "processor": platform.machine(), "torch": torch.__version__,
        "seed": SEED, "float32": full_precision, "q8_0": evaluate(network, test, test_bytes), "log": log,
    }
    (options.output / "log.json").write_text(json.dumps(report, indent=1) + "\n")
    print(json.dumps({key: value for key, value in report.items() if key != "log"}, indent=1))


if __name__ == "__main__":
    main()
