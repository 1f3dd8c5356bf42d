"""Keras models: twenty-four by Keras' own model.export(format="onnx") and twenty-three by tf2onnx
with a free batch."""

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import io
import pathlib
import sys

import keras
from keras import layers

import points

VECTOR, GREY, COLOUR, SEQUENCE = (8,), (8, 8, 1), (16, 16, 3), (5, 8)


def gelu(x):
    """The exact one becomes Erfc, which ONNX has not."""
    return keras.activations.gelu(x, approximate=True)


def mlp(activation):
    return lambda x: layers.Dense(4)(layers.Dense(12, activation)(layers.Dense(12, activation)(x)))


def chain(*parts):
    def run(x):
        for part in parts:
            x = part(x)
        return x

    return run


def conv(*middle):
    def run(x):
        x = layers.Conv2D(4, 3, padding="same", activation="relu")(x)
        for part in middle:
            x = part()(x)
        return layers.Dense(5)(layers.Flatten()(x))

    return run


def residual(x):
    x = layers.Conv2D(8, 3, padding="same")(x)
    y = layers.ReLU()(layers.BatchNormalization()(layers.Conv2D(8, 3, padding="same")(x)))
    y = layers.BatchNormalization()(layers.Conv2D(8, 3, padding="same")(y))
    x = layers.GlobalAveragePooling2D()(layers.ReLU()(layers.Add()([x, y])))
    return layers.Dense(5, "softmax")(x)


def mobile(x):
    x = layers.Conv2D(8, 3, strides=2, padding="same", use_bias=False)(x)
    x = layers.ReLU(6.0)(layers.BatchNormalization()(x))
    x = layers.ReLU(6.0)(layers.DepthwiseConv2D(3, padding="same")(x))
    return layers.Dense(5)(layers.GlobalAveragePooling2D()(layers.Conv2D(12, 1)(x)))


def excite(x):
    x = layers.Conv2D(8, 3, activation="relu")(x)
    s = layers.Dense(8, "sigmoid")(layers.Dense(2, "relu")(layers.GlobalAveragePooling2D()(x)))
    return layers.Dense(5)(layers.GlobalMaxPooling2D()(x * layers.Reshape((1, 1, 8))(s)))


def unet(x):
    y = layers.UpSampling2D(2)(layers.Conv2D(4, 3, strides=2, padding="same", activation="relu")(x))
    return layers.Conv2D(2, 3, padding="same")(layers.Concatenate()([x, y]))


def attention(x):
    return layers.Dense(3)(layers.Flatten()(layers.MultiHeadAttention(2, 4)(x, x)))


def encoder(x):
    x = layers.LayerNormalization()(x + layers.MultiHeadAttention(2, 4)(x, x))
    x = layers.LayerNormalization()(x + layers.Dense(8)(layers.Dense(16, gelu)(x)))
    return layers.Dense(3)(layers.GlobalAveragePooling1D()(x))


MODELS = {
    "mlp-relu": (mlp("relu"), VECTOR),
    "mlp-leaky": (mlp("leaky_relu"), VECTOR),
    "mlp-sigmoid": (mlp("sigmoid"), VECTOR),
    "mlp-tanh": (mlp("tanh"), VECTOR),
    "mlp-elu": (mlp("elu"), VECTOR),
    "mlp-selu": (mlp("selu"), VECTOR),
    "mlp-gelu": (mlp(gelu), VECTOR),
    "mlp-swish": (mlp("swish"), VECTOR),
    "mlp-softplus": (mlp("softplus"), VECTOR),
    "mlp-softsign": (mlp("softsign"), VECTOR),
    "mlp-softmax": (chain(layers.Dense(12, "relu"), layers.Dense(4, "softmax")), VECTOR),
    "mlp-layernorm": (chain(layers.Dense(12), layers.LayerNormalization(), layers.Dense(4)), VECTOR),
    "cnn-maxpool": (conv(lambda: layers.MaxPooling2D()), GREY),
    "cnn-avgpool": (conv(lambda: layers.AveragePooling2D(2)), GREY),
    "cnn-batchnorm": (conv(lambda: layers.BatchNormalization(), lambda: layers.ReLU()), GREY),
    "cnn-separable": (conv(lambda: layers.SeparableConv2D(4, 3)), GREY),
    "conv-transpose": (conv(lambda: layers.Conv2DTranspose(2, 3, strides=2, padding="same")), GREY),
    "residual": (residual, COLOUR),
    "mobile": (mobile, COLOUR),
    "squeeze-excite": (excite, COLOUR),
    "unet": (unet, GREY),
    "attention": (attention, SEQUENCE),
    "encoder": (encoder, SEQUENCE),
    "lstm": (chain(layers.LSTM(6), layers.Dense(3)), SEQUENCE),
}


def build(name):
    make, shape = MODELS[name]
    keras.utils.set_random_seed(sum(map(ord, name)))
    x = keras.Input(shape)
    model = keras.Model(x, make(x))
    model(keras.ops.zeros((1, *shape)))
    return model


def by_keras(name, file):
    build(name).export(str(file), format="onnx", verbose=False)


def by_tf2onnx(name, file):
    import tensorflow as tf
    import tf2onnx

    model = build(name)
    spec = [tf.TensorSpec((None, *MODELS[name][1]), tf.float32, name="x")]
    function = tf.function(lambda x: model(x, training=False), input_signature=spec)
    tf2onnx.convert.from_function(function, input_signature=spec, opset=17, output_path=str(file))


ROUTES = {"keras": (by_keras, list(MODELS)), "tf2onnx": (by_tf2onnx, [m for m in MODELS if m != "lstm"])}

if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[2]) / sys.argv[1]
    made, names = ROUTES[sys.argv[1]]
    for one in names:
        said, sys.stdout = sys.stdout, io.StringIO()
        try:
            points.export(folder / (one + ".onnx"), lambda file: made(one, file))
        finally:
            sys.stdout = said
