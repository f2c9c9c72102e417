"""A Llama-shaped network whose feed-forward gate is a ReLU: hidden = relu(Wg h) * (Wu h)."""

import dataclasses

import torch
from torch import nn
from torch.nn import functional


@dataclasses.dataclass(frozen=True)
class Shape:
    """Sizes; all are multiples of 64, so that arrays of 16, 32 or 64 lanes are full."""

    vocabulary: int = 1024
    width: int = 192
    layers: int = 4
    heads: int = 6
    key_value_heads: int = 2
    head_width: int = 32
    feed_forward: int = 512
    context: int = 1024
    rope_base: float = 10000.0
    epsilon: float = 1e-5


class Block(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        inner, cached = shape.heads * shape.head_width, shape.key_value_heads * shape.head_width
        self.attn_norm = nn.Parameter(torch.ones(shape.width))
        self.attn_q = nn.Linear(shape.width, inner, bias=False)
        self.attn_k = nn.Linear(shape.width, cached, bias=False)
        self.attn_v = nn.Linear(shape.width, cached, bias=False)
        self.attn_output = nn.Linear(inner, shape.width, bias=False)
        self.ffn_norm = nn.Parameter(torch.ones(shape.width))
        self.ffn_gate = nn.Linear(shape.width, shape.feed_forward, bias=False)
        self.ffn_up = nn.Linear(shape.width, shape.feed_forward, bias=False)
        self.ffn_down = nn.Linear(shape.feed_forward, shape.width, bias=False)

    def forward(self, stream, cosine, sine):
        """The stream after this block, and the gate before its ReLU."""
        shape, (batch, length, _) = self.shape, stream.shape

        def heads(values, count):
            return values.view(batch, length, count, shape.head_width).transpose(1, 2)

        normal = functional.rms_norm(stream, (shape.width,), self.attn_norm, shape.epsilon)
        query = rotated(heads(self.attn_q(normal), shape.heads), cosine, sine)
        key = rotated(heads(self.attn_k(normal), shape.key_value_heads), cosine, sine)
        value = heads(self.attn_v(normal), shape.key_value_heads)
        attended = functional.scaled_dot_product_attention(query, key, value, is_causal=True, enable_gqa=True)
        stream = stream + self.attn_output(attended.transpose(1, 2).reshape(batch, length, -1))
        normal = functional.rms_norm(stream, (shape.width,), self.ffn_norm, shape.epsilon)
        gate = self.ffn_gate(normal)
        return stream + self.ffn_down(functional.relu(gate) * self.ffn_up(normal)), gate


def rotated(values, cosine, sine):
    """Turns adjacent pairs of elements, as GGUF's `llama` stores them."""
    even, odd = values[..., 0::2], values[..., 1::2]
    return torch.stack((even * cosine - odd * sine, even * sine + odd * cosine), dim=-1).flatten(-2)


class Network(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.token_embd = nn.Embedding(shape.vocabulary, shape.width)
        self.blk = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.output_norm = nn.Parameter(torch.ones(shape.width))
        exponents = torch.arange(0, shape.head_width, 2, dtype=torch.float64) / shape.head_width
        angles = torch.arange(shape.context, dtype=torch.float64)[:, None] * shape.rope_base**-exponents
        self.register_buffer("cosine", angles.cos().float(), persistent=False)
        self.register_buffer("sine", angles.sin().float(), persistent=False)
        for name, parameter in self.named_parameters():
            if parameter.dim() == 2:
                # What writes into the residual stream starts smaller, so that the stream's variance does not grow with depth.
                writes = name.endswith(("attn_output.weight", "ffn_down.weight"))
                deviation = 0.05 if "token_embd" in name else parameter.shape[1] ** -0.5
                nn.init.normal_(parameter, std=deviation / (2 * shape.layers) ** 0.5 if writes else deviation)

    def forward(self, tokens):
        """Logits [batch, length, vocabulary], and the gates of every layer before their ReLU."""
        length = tokens.shape[1]
        stream, gates = self.token_embd(tokens), []
        for block in self.blk:
            stream, gate = block(stream, self.cosine[:length], self.sine[:length])
            gates.append(gate)
        normal = functional.rms_norm(stream, (self.shape.width,), self.output_norm, self.shape.epsilon)
        return functional.linear(normal, self.token_embd.weight), gates
