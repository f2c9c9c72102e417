"""Small byte-level BPE tokenizers with each family's pre-tokenization, and the ids that Hugging Face `tokenizers` gives.

    pip install tokenizers==0.23.3
    python3 Scripts/references/bpe-tokenizers.py > Tests/TransformerTests/Data/tokenizers.json
"""

import json
import random
import sys

import tokenizers
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

QWEN2 = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)

KINDS = {
    "gpt2": (None, pre_tokenizers.ByteLevel(add_prefix_space=False)),
    "smollm": (
        None,
        pre_tokenizers.Sequence(
            [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
        ),
    ),
    "qwen2": (
        normalizers.NFC(),
        pre_tokenizers.Sequence(
            [
                pre_tokenizers.Split(Regex(QWEN2), behavior="isolated", invert=False),
                pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
            ]
        ),
    ),
}

TEXTS = [
    "The cat sat on the mat, and it's the cat's mat; they're sure we've all seen that they'll sit there.",
    "I'M here, DON'T shout!! she'd say: I've 12 cats and 345 dogs.\r\n\r\n  Then   there were\tnone.\n\n\n",
    "def f(x):\n    return x + 1  # add one\n\n    if (x == 10) {\n\t\ty = 'ok';\n    }\n",
    "naïve café Straße Łódź привет мир 你好世界 こんにちは 🙂👩‍👩‍👧 e\u0301 ½ Ⅷ ٣ १२ ² \u00a0nbsp\u3000wide\u2028line\u0085next",
    " leading and trailing \n \n x \r\n\r y   \t z'S 'tis 're 'LL 'ſ ... ?!? -- <|x|> a_b a-b ''' ' s",
]


def strings():
    source = random.Random(5)
    pieces = [" ", "  ", "\n", "\r\n", "\t", "'", "'s", "'RE", "1", "23", "a", "the", "The", "é", "e\u0301", "你", "🙂", "½", "!", "...", "\u00a0", "\u3000", "_", "½x", "\x1c", "\u200b", "\u0345"]
    for text in TEXTS:
        yield text
    for _ in range(150):
        yield "".join(source.choice(pieces) for _ in range(source.randint(1, 12)))


def main():
    result = {
        "source": f"tokenizers {tokenizers.__version__} (PyPI); made by Scripts/references/bpe-tokenizers.py",
        "tokenizers": [],
    }
    for name, (normalizer, splitter) in KINDS.items():
        tokenizer = Tokenizer(models.BPE())
        if normalizer:
            tokenizer.normalizer = normalizer
        tokenizer.pre_tokenizer = splitter
        trainer = trainers.BpeTrainer(
            vocab_size=400, special_tokens=["<|end|>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
        )
        tokenizer.train_from_iterator(TEXTS * 3, trainer)
        result["tokenizers"].append(
            {
                "name": name,
                "json": tokenizer.to_str(),
                "cases": [{"s": s, "ids": tokenizer.encode(s).ids} for s in list(strings()) + ["a<|end|><|end|> b"]],
            }
        )
    json.dump(result, sys.stdout)
    print()


main()
