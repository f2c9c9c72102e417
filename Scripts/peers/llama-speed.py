#!/usr/bin/env python3
"""llama.cpp's tokens per second and peak memory, as `hwgen speed --json` reports its own.

    .tools/peers/bin/python Scripts/peers/llama-speed.py MODEL.gguf --prefill 256 --decode 32 --threads 2 --runs 3

Keys and values are F32, as in hwgen. The C interface is called directly, so that no time goes into Python.
"""

import argparse
import json
import os
import time

import llama_cpp


def peak_resident_bytes():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("model")
    arguments.add_argument("--prefill", type=int, default=256)
    arguments.add_argument("--decode", type=int, default=32)
    arguments.add_argument("--threads", type=int, default=os.cpu_count())
    arguments.add_argument("--runs", type=int, default=3)
    options = arguments.parse_args()

    silent = llama_cpp.llama_log_callback(lambda level, text, user: None)
    llama_cpp.llama_log_set(silent, None)
    llama_cpp.llama_backend_init()
    baseline = peak_resident_bytes()
    model = llama_cpp.llama_model_load_from_file(options.model.encode(), llama_cpp.llama_model_default_params())
    parameters = llama_cpp.llama_context_default_params()
    parameters.n_ctx = options.prefill + options.decode
    parameters.n_batch = parameters.n_ubatch = max(512, options.prefill)
    parameters.n_threads = parameters.n_threads_batch = options.threads
    parameters.type_k = parameters.type_v = llama_cpp.GGML_TYPE_F32
    context = llama_cpp.llama_init_from_model(model, parameters)
    vocabulary = llama_cpp.llama_vocab_n_tokens(llama_cpp.llama_model_get_vocab(model))
    tokens = [(index * 7 + 1) % vocabulary for index in range(options.prefill + options.decode)]

    def run(part):
        array = (llama_cpp.llama_token * len(part))(*part)
        status = llama_cpp.llama_decode(context, llama_cpp.llama_batch_get_one(array, len(part)))
        assert status == 0, f"llama_decode returned {status}"
        # Waits for the result.
        llama_cpp.llama_get_logits_ith(context, -1)[0]

    report = {"prefill": 0.0, "decode": 0.0}
    for _ in range(options.runs):
        llama_cpp.llama_memory_clear(llama_cpp.llama_get_memory(context), True)
        start = time.perf_counter()
        run(tokens[: options.prefill])
        middle = time.perf_counter()
        for token in tokens[options.prefill :]:
            run([token])
        end = time.perf_counter()
        report["prefill"] = max(report["prefill"], options.prefill / (middle - start))
        report["decode"] = max(report["decode"], options.decode / (end - middle))
    # Without what Python itself needs.
    report["peak_bytes"] = peak_resident_bytes() - baseline
    report["weight_bytes"] = llama_cpp.llama_model_size(model)
    report["cache_bytes"] = 0
    print(json.dumps(report))


main()
