"""Fifty-six small PyTorch modules: layers alone, activations, and architectures that people export.
Each entry is a name, a function that makes the module, and the shape of its input."""

import math

import torch
import torch.nn.functional as F
from torch import nn


def mlp(activation, width=12):
    return nn.Sequential(
        nn.Linear(8, width), activation, nn.Linear(width, width), activation, nn.Linear(width, 4)
    )


def conv(*middle):
    return nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1), *middle, nn.Flatten(), nn.LazyLinear(5)
    )


class Lambda(nn.Module):
    def __init__(self, forward, **parts):
        super().__init__()
        self.work = forward
        for name, part in parts.items():
            setattr(self, name, part)

    def forward(self, x):
        return self.work(self, x)


def with_parts(forward, **parts):
    return lambda: Lambda(forward, **{name: make() for name, make in parts.items()})


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(channels, channels, 3, padding=1, bias=False),
            nn.BatchNorm2d(channels),
            nn.ReLU(),
            nn.Conv2d(channels, channels, 3, padding=1, bias=False),
            nn.BatchNorm2d(channels),
        )

    def forward(self, x):
        return torch.relu(x + self.body(x))


def resnet():
    return nn.Sequential(
        nn.Conv2d(3, 8, 3, padding=1), Residual(8), nn.MaxPool2d(2), Residual(8),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 5),
    )


def mobile():
    return nn.Sequential(
        nn.Conv2d(3, 8, 3, stride=2, padding=1), nn.BatchNorm2d(8), nn.ReLU6(),
        nn.Conv2d(8, 8, 3, padding=1, groups=8), nn.BatchNorm2d(8), nn.Hardswish(),
        nn.Conv2d(8, 12, 1), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(12, 5),
    )


class SqueezeExcite(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, padding=1)
        self.gate = nn.Sequential(
            nn.AdaptiveAvgPool2d(1), nn.Conv2d(8, 2, 1), nn.ReLU(), nn.Conv2d(2, 8, 1), nn.Hardsigmoid()
        )
        self.head = nn.Linear(8, 5)

    def forward(self, x):
        x = torch.relu(self.conv(x))
        x = x * self.gate(x)
        return self.head(x.mean((2, 3)))


class Fire(nn.Module):
    def __init__(self):
        super().__init__()
        self.squeeze = nn.Conv2d(3, 4, 1)
        self.one = nn.Conv2d(4, 6, 1)
        self.three = nn.Conv2d(4, 6, 3, padding=1)
        self.head = nn.Conv2d(12, 5, 1)

    def forward(self, x):
        x = torch.relu(self.squeeze(x))
        x = torch.cat([torch.relu(self.one(x)), torch.relu(self.three(x))], 1)
        return self.head(x).mean((2, 3))


class UNet(nn.Module):
    def __init__(self, mode):
        super().__init__()
        self.down = nn.Conv2d(1, 4, 3, stride=2, padding=1)
        self.up = nn.Upsample(scale_factor=2, mode=mode)
        self.out = nn.Conv2d(5, 2, 3, padding=1)

    def forward(self, x):
        return self.out(torch.cat([x, self.up(torch.relu(self.down(x)))], 1))


class Attention(nn.Module):
    def __init__(self, causal=False):
        super().__init__()
        self.causal = causal
        self.qkv = nn.Linear(8, 24)
        self.out = nn.Linear(8, 8)

    def forward(self, x):
        q, k, v = self.qkv(x).reshape(1, 5, 3, 2, 4).permute(2, 0, 3, 1, 4).unbind(0)
        y = F.scaled_dot_product_attention(q, k, v, is_causal=self.causal)
        return self.out(y.transpose(1, 2).reshape(1, 5, 8))


class SelfAttention(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)

    def forward(self, x):
        return self.attention(x, x, x, need_weights=False)[0]


class Vit(nn.Module):
    def __init__(self):
        super().__init__()
        self.patches = nn.Conv2d(1, 8, 4, stride=4)
        self.token = nn.Parameter(torch.randn(1, 1, 8))
        self.position = nn.Parameter(torch.randn(1, 5, 8))
        self.norm = nn.LayerNorm(8)
        self.attention = Attention()
        self.mlp = nn.Sequential(nn.LayerNorm(8), nn.Linear(8, 16), nn.GELU(), nn.Linear(16, 8))
        self.head = nn.Linear(8, 5)

    def forward(self, x):
        x = self.patches(x).flatten(2).transpose(1, 2)
        x = torch.cat([self.token.expand(x.shape[0], -1, -1), x], 1) + self.position
        x = x + self.attention(self.norm(x))
        x = x + self.mlp(x)
        return self.head(x[:, 0])


class Recurrent(nn.Module):
    def __init__(self, kind, **options):
        super().__init__()
        self.layer = kind(4, 6, batch_first=True, **options)
        self.head = nn.LazyLinear(3)

    def forward(self, x):
        return self.head(self.layer(x)[0][:, -1])


class DuelingQ(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(8, 12), nn.ReLU())
        self.value = nn.Linear(12, 1)
        self.advantage = nn.Linear(12, 4)

    def forward(self, x):
        x = self.body(x)
        a = self.advantage(x)
        return self.value(x) + a - a.mean(1, keepdim=True)


class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encode = nn.Sequential(nn.Conv2d(1, 4, 3, stride=2, padding=1), nn.ReLU())
        self.decode = nn.Sequential(nn.ConvTranspose2d(4, 1, 2, stride=2), nn.Sigmoid())

    def forward(self, x):
        return self.decode(self.encode(x))


class Embedded(nn.Module):
    """Normalises inside of the model, as deployed ones do."""

    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.tensor([0.48, 0.45, 0.4]).view(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor([0.22, 0.22, 0.22]).view(1, 3, 1, 1))
        self.body = nn.Sequential(nn.Conv2d(3, 4, 3, stride=2), nn.ReLU(), nn.Flatten(), nn.LazyLinear(5))

    def forward(self, x):
        return torch.softmax(self.body((x - self.mean) / self.std), 1)


def transformer():
    layer = nn.TransformerEncoderLayer(8, 2, 16, dropout=0.0, batch_first=True)
    return nn.Sequential(layer, nn.Flatten(), nn.Linear(40, 3))


VECTOR, GREY, COLOUR, SEQUENCE = (1, 8), (1, 1, 8, 8), (1, 3, 16, 16), (1, 5, 8)

MODELS = {
    "mlp-relu": (lambda: mlp(nn.ReLU()), VECTOR),
    "mlp-leaky": (lambda: mlp(nn.LeakyReLU(0.1)), VECTOR),
    "mlp-prelu": (lambda: mlp(nn.PReLU()), VECTOR),
    "mlp-sigmoid": (lambda: mlp(nn.Sigmoid()), VECTOR),
    "mlp-tanh": (lambda: mlp(nn.Tanh()), VECTOR),
    "mlp-elu": (lambda: mlp(nn.ELU()), VECTOR),
    "mlp-selu": (lambda: mlp(nn.SELU()), VECTOR),
    "mlp-celu": (lambda: mlp(nn.CELU(0.7)), VECTOR),
    "mlp-gelu": (lambda: mlp(nn.GELU()), VECTOR),
    "mlp-gelu-tanh": (lambda: mlp(nn.GELU(approximate="tanh")), VECTOR),
    "mlp-silu": (lambda: mlp(nn.SiLU()), VECTOR),
    "mlp-mish": (lambda: mlp(nn.Mish()), VECTOR),
    "mlp-softplus": (lambda: mlp(nn.Softplus()), VECTOR),
    "mlp-softsign": (lambda: mlp(nn.Softsign()), VECTOR),
    "mlp-hardswish": (lambda: mlp(nn.Hardswish()), VECTOR),
    "mlp-hardtanh": (lambda: mlp(nn.Hardtanh()), VECTOR),
    "mlp-layernorm": (
        lambda: nn.Sequential(nn.Linear(8, 12), nn.LayerNorm(12), nn.ReLU(), nn.Linear(12, 4)), VECTOR),
    "mlp-batchnorm": (
        lambda: nn.Sequential(nn.Linear(8, 12), nn.BatchNorm1d(12), nn.ReLU(), nn.Linear(12, 4)), VECTOR),
    "mlp-rmsnorm": (
        lambda: nn.Sequential(nn.Linear(8, 12), nn.RMSNorm(12), nn.ReLU(), nn.Linear(12, 4)), VECTOR),
    "mlp-softmax": (lambda: nn.Sequential(mlp(nn.ReLU()), nn.Softmax(1)), VECTOR),
    "mlp-logsoftmax": (lambda: nn.Sequential(mlp(nn.ReLU()), nn.LogSoftmax(1)), VECTOR),
    "mlp-dropout": (
        lambda: nn.Sequential(nn.Linear(8, 12), nn.ReLU(), nn.Dropout(0.5), nn.Linear(12, 4)), VECTOR),
    "mlp-logsumexp": (with_parts(lambda m, x: torch.logsumexp(m.a(x), 1), a=lambda: nn.Linear(8, 6)), VECTOR),
    "mlp-norm": (with_parts(lambda m, x: F.normalize(m.a(x), dim=1), a=lambda: nn.Linear(8, 6)), VECTOR),
    "dueling-q": (DuelingQ, VECTOR),
    "cnn-relu-maxpool": (lambda: conv(nn.ReLU(), nn.MaxPool2d(2)), GREY),
    "cnn-relu-avgpool": (lambda: conv(nn.ReLU(), nn.AvgPool2d(2)), GREY),
    "cnn-batchnorm": (lambda: conv(nn.BatchNorm2d(4), nn.ReLU()), GREY),
    "cnn-groupnorm": (lambda: conv(nn.GroupNorm(2, 4), nn.ReLU()), GREY),
    "cnn-instancenorm": (lambda: conv(nn.InstanceNorm2d(4, affine=True), nn.ReLU()), GREY),
    "cnn-dilated": (lambda: conv(nn.ReLU(), nn.Conv2d(4, 4, 3, dilation=2), nn.ReLU()), GREY),
    "cnn-grouped": (lambda: conv(nn.ReLU(), nn.Conv2d(4, 8, 3, groups=2), nn.ReLU()), GREY),
    "cnn-reflect": (lambda: conv(nn.ReflectionPad2d(1), nn.ReLU()), GREY),
    "cnn-adaptive": (lambda: conv(nn.ReLU(), nn.AdaptiveAvgPool2d((2, 4))), GREY),
    "cnn-pixelshuffle": (
        lambda: nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.ReLU(), nn.PixelShuffle(2)), GREY),
    "conv1d": (
        lambda: nn.Sequential(nn.Conv1d(3, 4, 3), nn.ReLU(), nn.MaxPool1d(2), nn.Flatten(), nn.LazyLinear(4)),
        (1, 3, 16)),
    "conv3d": (
        lambda: nn.Sequential(nn.Conv3d(1, 3, 2), nn.ReLU(), nn.AvgPool3d(2), nn.Flatten(), nn.LazyLinear(4)),
        (1, 1, 5, 5, 5)),
    "conv-transpose": (Autoencoder, GREY),
    "upsample-nearest": (lambda: UNet("nearest"), GREY),
    "upsample-bilinear": (lambda: UNet("bilinear"), GREY),
    "resnet": (resnet, COLOUR),
    "mobilenet": (mobile, COLOUR),
    "squeeze-excite": (SqueezeExcite, COLOUR),
    "squeezenet": (Fire, COLOUR),
    "normalised-input": (Embedded, COLOUR),
    "attention": (Attention, SEQUENCE),
    "attention-causal": (lambda: Attention(True), SEQUENCE),
    "multihead": (SelfAttention, SEQUENCE),
    "transformer": (transformer, SEQUENCE),
    "vit": (Vit, GREY),
    "rnn": (lambda: Recurrent(nn.RNN), (1, 5, 4)),
    "lstm": (lambda: Recurrent(nn.LSTM), (1, 5, 4)),
    "gru": (lambda: Recurrent(nn.GRU, bidirectional=True), (1, 5, 4)),
    "einsum": (
        with_parts(lambda m, x: torch.einsum("bi,oi->bo", x, m.a.weight), a=lambda: nn.Linear(8, 6)), VECTOR),
    "topk": (with_parts(lambda m, x: torch.topk(m.a(x), 3, 1)[0], a=lambda: nn.Linear(8, 6)), VECTOR),
    "positional": (
        with_parts(
            lambda m, x: m.a(x + torch.sin(torch.arange(5.0)[None, :, None] / math.pi)),
            a=lambda: nn.Linear(8, 3)),
        SEQUENCE),
}


def build(name):
    """The module in its inference mode with weights that depend on its name alone, and an input."""
    make, shape = MODELS[name]
    torch.manual_seed(sum(map(ord, name)))
    module = make()
    example = torch.rand(shape)
    with torch.no_grad():
        module.eval()(example)
    for part in module.modules():
        if isinstance(part, (nn.BatchNorm1d, nn.BatchNorm2d)):
            part.running_mean.uniform_(-0.3, 0.3)
            part.running_var.uniform_(0.5, 1.5)
    return module.eval(), example
