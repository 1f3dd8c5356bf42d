"""onnx's own node tests: those of one tensor as output that take a float32 or float64 tensor. The
first such input varies; all other inputs are constants of the model."""

import pathlib
import sys

import numpy as np
from onnx import TensorProto, numpy_helper
from onnx.backend.test.case.node import collect_testcases

import points

FLOATS = (TensorProto.FLOAT, TensorProto.DOUBLE)


def kind(value):
    return value.type.tensor_type.elem_type if value.type.HasField("tensor_type") else None


def proto(value, name):
    tensor = TensorProto()
    tensor.CopyFrom(value if isinstance(value, TensorProto) else numpy_helper.from_array(value))
    tensor.name = name
    return tensor


def array(value):
    return numpy_helper.to_array(value) if isinstance(value, TensorProto) else np.asarray(value)


def write(case, folder):
    model = case.model
    graph = model.graph
    floats = [i for i in graph.input if kind(i) in FLOATS]
    if len(graph.output) != 1 or kind(graph.output[0]) is None or not floats:
        return
    file = folder / (case.name.removeprefix("test_") + ".onnx")
    given, made = case.data_sets[0]
    named = {i.name: v for i, v in zip(graph.input, given)}
    varying = next((i.name for i in floats if array(named[i.name]).size), floats[0].name)
    try:
        stays = [i for i in graph.input if i.name == varying or kind(i) is None]
        graph.initializer.extend(
            proto(v, n) for n, v in named.items() if n not in [i.name for i in stays]
        )
        del graph.input[:]
        graph.input.extend(stays)
        file.write_bytes(model.SerializeToString())
        points.write(file, [varying], [graph.output[0].name], [([array(named[varying])], [array(made[0])], False)])
    except Exception as error:
        points.failed(file, error)


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[2]) / sys.argv[1]
    target.mkdir(parents=True, exist_ok=True)
    for one in collect_testcases(None):
        write(one, target)
