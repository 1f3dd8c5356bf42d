"""Twenty small functions of JAX by jax2onnx at its defaults."""

import pathlib
import sys

import jax
import jax.numpy as jnp
import numpy as np

import points

RNG = np.random.default_rng(points.SEED)
W1, W2 = (RNG.normal(0, 0.5, s).astype(np.float32) for s in ((8, 12), (12, 4)))
B1, B2 = (RNG.normal(0, 0.2, s).astype(np.float32) for s in ((12,), (4,)))
KERNEL = RNG.normal(0, 0.3, (3, 3, 1, 4)).astype(np.float32)
QKV = RNG.normal(0, 0.5, (3, 8, 8)).astype(np.float32)


def mlp(activation):
    return lambda x: activation(x @ W1 + B1) @ W2 + B2


def conv(x):
    return jax.lax.conv_general_dilated(x, KERNEL, (1, 1), "SAME", dimension_numbers=("NHWC", "HWIO", "NHWC"))


def layernorm(x):
    mean = x.mean(-1, keepdims=True)
    return (x - mean) / jnp.sqrt(((x - mean) ** 2).mean(-1, keepdims=True) + 1e-5)


def attention(mask):
    def run(x):
        q, k, v = (x @ w for w in QKV)
        scores = q @ jnp.swapaxes(k, 1, 2) / np.sqrt(8)
        if mask:
            scores = jnp.where(jnp.tril(jnp.ones((5, 5), bool)), scores, -1e9)
        return jax.nn.softmax(scores) @ v

    return run


def maxpool(x):
    return conv(x).reshape(1, 4, 2, 4, 2, 4).max((2, 4))


VECTOR, IMAGE, SEQUENCE = (1, 8), (1, 8, 8, 1), (1, 5, 8)

MODELS = {
    "mlp-relu": (mlp(jax.nn.relu), VECTOR),
    "mlp-leaky": (mlp(jax.nn.leaky_relu), VECTOR),
    "mlp-sigmoid": (mlp(jax.nn.sigmoid), VECTOR),
    "mlp-tanh": (mlp(jnp.tanh), VECTOR),
    "mlp-elu": (mlp(jax.nn.elu), VECTOR),
    "mlp-selu": (mlp(jax.nn.selu), VECTOR),
    "mlp-gelu": (mlp(jax.nn.gelu), VECTOR),
    "mlp-gelu-exact": (mlp(lambda x: jax.nn.gelu(x, approximate=False)), VECTOR),
    "mlp-silu": (mlp(jax.nn.silu), VECTOR),
    "mlp-softplus": (mlp(jax.nn.softplus), VECTOR),
    "mlp-hardswish": (mlp(jax.nn.hard_swish), VECTOR),
    "mlp-softmax": (lambda x: jax.nn.softmax(mlp(jax.nn.relu)(x)), VECTOR),
    "mlp-logsoftmax": (lambda x: jax.nn.log_softmax(mlp(jax.nn.relu)(x)), VECTOR),
    "mlp-layernorm": (lambda x: layernorm(x @ W1) @ W2, VECTOR),
    "einsum": (lambda x: jnp.einsum("bi,io->bo", jax.nn.relu(x), W1), VECTOR),
    "cnn-relu": (lambda x: jax.nn.relu(conv(x)).reshape(1, -1) @ np.tile(W2, (22, 1))[:256], IMAGE),
    "cnn-maxpool": (maxpool, IMAGE),
    "cnn-mean": (lambda x: jax.nn.relu(conv(x)).mean((1, 2)), IMAGE),
    "attention": (attention(False), SEQUENCE),
    "attention-masked": (attention(True), SEQUENCE),
}


def make(name, file):
    import jax2onnx
    import onnx

    function, shape = MODELS[name]
    onnx.save(jax2onnx.to_onnx(function, [shape]), str(file))


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[2]) / sys.argv[1]
    for one in MODELS:
        points.export(folder / (one + ".onnx"), lambda file: make(one, file))
