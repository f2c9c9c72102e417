"""Small random models of each family with the logits that `transformers` computes for them in fp32.

    pip install torch==2.13.0 transformers==5.23.0 safetensors
    python3 Scripts/references/random-models.py > Tests/TransformerTests/Data/random-models.json
"""

import base64
import json
import pathlib
import sys
import tempfile

import torch
import transformers
from transformers import LlamaConfig, LlamaForCausalLM, OPTConfig, OPTForCausalLM, Qwen2Config, Qwen2ForCausalLM

MODELS = [
    (
        "llama",
        torch.float32,
        LlamaForCausalLM,
        LlamaConfig(
            vocab_size=40, hidden_size=24, intermediate_size=37, num_hidden_layers=2, num_attention_heads=4,
            num_key_value_heads=2, head_dim=10, max_position_embeddings=32, rms_norm_eps=1e-4, rope_theta=500.0,
            tie_word_embeddings=False,
        ),
    ),
    (
        "qwen2",
        torch.bfloat16,
        Qwen2ForCausalLM,
        Qwen2Config(
            vocab_size=48, hidden_size=32, intermediate_size=40, num_hidden_layers=3, num_attention_heads=4,
            num_key_value_heads=1, max_position_embeddings=64, rms_norm_eps=1e-6, rope_theta=10000.0, tie_word_embeddings=True,
        ),
    ),
    (
        "opt",
        torch.float16,
        OPTForCausalLM,
        OPTConfig(
            vocab_size=36, hidden_size=24, word_embed_proj_dim=24, ffn_dim=56, num_hidden_layers=2, num_attention_heads=3,
            max_position_embeddings=30, dropout=0.0, attention_dropout=0.0,
        ),
    ),
]


def main():
    result = {
        "source": f"transformers {transformers.__version__} and torch {torch.__version__}, random weights stored in the type given and "
        "widened to fp32; made by Scripts/references/random-models.py",
        "models": [],
    }
    for seed, (name, kind, constructor, config) in enumerate(MODELS):
        torch.manual_seed(seed)
        model = constructor(config).eval()
        with torch.no_grad():
            for parameter in model.parameters():
                # Large enough that every operator matters to the logits; stored in `kind`.
                spread = 0.4 if parameter.dim() > 1 else 0.3
                centre = 1.0 if parameter.dim() == 1 and "norm" in next(n for n, p in model.named_parameters() if p is parameter) else 0.0
                parameter.copy_((torch.randn_like(parameter) * spread + centre).to(kind).float())
        tokens = torch.randint(0, config.vocab_size, (1, 20))
        with torch.no_grad():
            logits = model(tokens).logits[0].float()
        with tempfile.TemporaryDirectory() as folder:
            model.to(kind).save_pretrained(folder)
            files = {p.name: base64.b64encode(p.read_bytes()).decode() for p in sorted(pathlib.Path(folder).iterdir())}
        result["models"].append(
            {
                "family": name,
                "files": {n: files[n] for n in ("config.json", "model.safetensors")},
                "tokens": tokens[0].tolist(),
                "logits": [[round(v, 6) for v in row] for row in logits.tolist()],
            }
        )
    json.dump(result, sys.stdout)
    print()


main()
