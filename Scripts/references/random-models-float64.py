"""The logits of the models in random-models.json in fp64, and how far the fp32 of `transformers` is from them.

    pip install torch==2.15.0 transformers==5.23.0 safetensors
    python3 Scripts/references/random-models-float64.py > Tests/TransformerTests/Data/random-models-float64.json

`transformers` computes norms and rotary angles in fp32 even where a model is fp64; both are replaced here by their formulas.
"""

import base64
import json
import pathlib
import sys
import tempfile
import types

import torch
import transformers


def exact_norm(self, values):
    return self.weight * values / torch.sqrt(values.pow(2).mean(-1, keepdim=True) + self.variance_epsilon)


def exact_rotary(self, values, position_ids):
    width = self.inv_freq.shape[0] * 2
    exponents = torch.arange(0, width, 2, dtype=torch.float64) / width
    base = self.config.rope_parameters["rope_theta"]
    angles = position_ids[..., None].double() * base**-exponents
    angles = torch.cat((angles, angles), dim=-1)
    return angles.cos(), angles.sin()


def logits(folder, tokens, exact):
    model = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    if exact:
        model = model.double()
        for module in model.modules():
            if hasattr(module, "variance_epsilon"):
                module.forward = types.MethodType(exact_norm, module)
            if hasattr(module, "inv_freq"):
                module.forward = types.MethodType(exact_rotary, module)
    with torch.no_grad():
        return model(torch.tensor([tokens])).logits[0]


def main():
    data = pathlib.Path("Tests/TransformerTests/Data/random-models.json")
    result = {
        "source": f"transformers {transformers.__version__} and torch {torch.__version__} in fp64, of the models in random-models.json; "
        "made by Scripts/references/random-models-float64.py",
        "models": {},
    }
    for model in json.loads(data.read_text())["models"]:
        with tempfile.TemporaryDirectory() as folder:
            for name, content in model["files"].items():
                pathlib.Path(folder, name).write_bytes(base64.b64decode(content))
            exact, single = logits(folder, model["tokens"], True), logits(folder, model["tokens"], False)
        assert exact.dtype == torch.float64 and single.dtype == torch.float32
        result["models"][model["family"]] = {
            "float32_error": float(f"{(single.double() - exact).abs().max().item():.3g}"),
            "logits": [[round(value, 9) for value in row] for row in exact.tolist()],
        }
    json.dump(result, sys.stdout)
    print()


main()
