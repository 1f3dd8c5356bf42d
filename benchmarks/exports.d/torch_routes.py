"""The modules of torch_models by torch's exporters, and what others make of them afterwards:
quantised, in half precision, optimised by ONNX Runtime."""

import io
import pathlib
import sys

import numpy as np
import onnx
import torch

import points
import torch_models

SMALL = [
    "mlp-relu", "mlp-leaky", "mlp-sigmoid", "mlp-tanh", "mlp-gelu", "mlp-silu", "mlp-hardswish",
    "mlp-layernorm", "mlp-batchnorm", "mlp-softmax", "dueling-q", "cnn-relu-maxpool",
    "cnn-relu-avgpool", "cnn-batchnorm", "cnn-grouped", "cnn-dilated", "conv-transpose", "resnet",
    "mobilenet", "squeeze-excite", "squeezenet", "vit",
]
QUANTISED = [
    "mlp-relu", "mlp-leaky", "mlp-sigmoid", "mlp-tanh", "mlp-batchnorm", "mlp-softmax", "dueling-q",
    "cnn-relu-maxpool", "cnn-relu-avgpool", "cnn-batchnorm", "cnn-grouped", "resnet", "mobilenet",
    "squeeze-excite", "squeezenet",
]


def default(name, file):
    """What torch.onnx.export does without options: dynamo, weights beside the model."""
    module, example = torch_models.build(name)
    torch.onnx.export(module, (example,), str(file), verbose=False)


def inlined(name, file):
    module, example = torch_models.build(name)
    torch.onnx.export(module, (example,), str(file), verbose=False, external_data=False)


def older(opset):
    def make(name, file):
        module, example = torch_models.build(name)
        torch.onnx.export(
            module, (example,), str(file), dynamo=False, opset_version=opset,
            input_names=["input"], output_names=["output"],
            dynamic_axes={"input": {0: "batch"}} if opset == 13 else None,
        )

    return make


def plain(name):
    """The path of a model that other tools change."""
    file = pathlib.Path(sys.argv[2]) / ".plain" / (name + ".onnx")
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        older(17)(name, file)
    return file


class Calibration:
    def __init__(self, file):
        session = points.session(file)
        rng = np.random.default_rng(points.SEED)
        node = session.get_inputs()[0]
        self.all = iter([{node.name: points.drawn(node, rng)} for _ in range(16)])

    def get_next(self):
        return next(self.all, None)


def quantised(**options):
    def make(name, file):
        from onnxruntime import quantization as q

        source = plain(name)
        kind = options["form"]
        q.quantize_static(
            str(source), str(file), Calibration(source),
            quant_format=getattr(q.QuantFormat, kind),
            activation_type=q.QuantType.QInt8 if kind == "QDQ" else q.QuantType.QUInt8,
            weight_type=q.QuantType.QInt8,
            per_channel=options.get("per_channel", False),
        )

    return make


def dynamic(name, file):
    from onnxruntime import quantization as q

    q.quantize_dynamic(str(plain(name)), str(file))


def half(keep):
    def make(name, file):
        from onnxconverter_common import float16

        model = float16.convert_float_to_float16(onnx.load(str(plain(name))), keep_io_types=keep)
        onnx.save(model, str(file))

    return make


def optimised(level):
    def make(name, file):
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.log_severity_level = 4
        options.graph_optimization_level = getattr(ort.GraphOptimizationLevel, level)
        options.optimized_model_filepath = str(file)
        ort.InferenceSession(str(plain(name)), options, providers=["CPUExecutionProvider"])

    return make


ALL = list(torch_models.MODELS)
ROUTES = {
    "torch": (default, ALL),
    "torch-one-file": (inlined, ALL),
    "torch-older-11": (older(11), ALL),
    "torch-older-13": (older(13), ALL),
    "torch-older-17": (older(17), ALL),
    "int8-qdq": (quantised(form="QDQ"), QUANTISED),
    "int8-qdq-per-channel": (quantised(form="QDQ", per_channel=True), QUANTISED),
    "int8-qoperator": (quantised(form="QOperator"), QUANTISED),
    "int8-dynamic": (dynamic, QUANTISED),
    "float16": (half(False), SMALL),
    "float16-keep-io": (half(True), SMALL),
    "ort-extended": (optimised("ORT_ENABLE_EXTENDED"), SMALL),
    "ort-all": (optimised("ORT_ENABLE_ALL"), SMALL),
}


def main():
    route, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    if route not in ROUTES:
        sys.exit("there is no route " + route)
    make, names = ROUTES[route]
    for name in names:
        said = sys.stdout
        sys.stdout = io.StringIO()  # exporters talk
        try:
            file = folder / route / (name + ".onnx")
            # Optimised, softmax and means of quantised values are other functions than unoptimised.
            points.export(file, lambda to: make(name, to), optimise=not route.startswith("int8"))
        finally:
            sys.stdout = said


if __name__ == "__main__":
    main()
