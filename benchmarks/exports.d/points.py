"""Models and the points at which they are compared, as benchmarks/exports reads them."""

import pathlib
import warnings

import numpy as np
import onnx
from onnx import helper, numpy_helper

POINTS = 20
SEED = 20261130


def numbers(arrays):
    return " ".join(repr(float(v)) for a in arrays for v in np.asarray(a).astype(np.float64).ravel())


def port(kind, name, array):
    array = np.asarray(array)
    extents = "x".join(map(str, array.shape)) if array.ndim else "scalar"
    return f"{kind} {array.dtype} {extents} {name}"


def write(model, inputs, outputs, points):
    """points: arrays of all inputs and of all outputs, in the order of their names, and whether
    float32 may round across a step."""
    first_in, first_out, _ = points[0]
    lines = [port("input", n, a) for n, a in zip(inputs, first_in)]
    lines += [port("output", n, a) for n, a in zip(outputs, first_out)]
    for given, made, is_near in points:
        lines += ["in " + numbers(given), ("near " if is_near else "out ") + numbers(made)]
    pathlib.Path(model).with_suffix(".points").write_text("\n".join(lines) + "\n")


def failed(model, error):
    """The model was not made, or does not run."""
    line = (str(error).strip().splitlines() or [""])[0][:200]
    text = f"failed {type(error).__name__}: {line}\n"
    pathlib.Path(model).with_suffix(".points").write_text(text)


def session(model, optimise=True):
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = 1
    if not optimise:
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    return ort.InferenceSession(model if isinstance(model, bytes) else str(model), options, providers=["CPUExecutionProvider"])


TYPES = {
    "tensor(float)": np.float32,
    "tensor(double)": np.float64,
    "tensor(float16)": np.float16,
    "tensor(int64)": np.int64,
    "tensor(int32)": np.int32,
    "tensor(uint8)": np.uint8,
}


def drawn(node, rng):
    """A random input; open axes are 1."""
    shape = [d if isinstance(d, int) and d > 0 else 1 for d in node.shape]
    kind = TYPES[node.type]
    if np.issubdtype(kind, np.integer):
        return rng.integers(0, 2, shape).astype(kind)
    return rng.uniform(-1, 1, shape).astype(kind)


class Steps:
    """What is rounded to integers on the way, divided by its scale: within NEAR of a half, float32
    may round it either way."""

    NEAR = 1e-4

    def __init__(self, file):
        model = onnx.load(str(file))
        known = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
        self.scales = {
            n.input[0]: known[n.input[1]].astype(np.float64)
            for n in model.graph.node
            if n.op_type == "QuantizeLinear" and n.input[1] in known and n.input[0] not in known
        }
        there = {v.name for v in [*model.graph.output, *model.graph.input]}
        model.graph.output.extend(
            helper.make_empty_tensor_value_info(v) for v in self.scales if v not in there
        )
        self.runs = session(model.SerializeToString(), False) if self.scales else None

    def are_near(self, given):
        if self.runs is None:
            return False
        names = [o.name for o in self.runs.get_outputs() if o.name in self.scales]
        return any(
            np.abs(np.abs(v / self.scales[n] % 1) - 0.5).min() < self.NEAR
            for n, v in zip(names, self.runs.run(names, given))
        )


def compare(model, optimise=True):
    """Runs a model in ONNX Runtime at random points and writes what it makes of them."""
    try:
        runs = session(model, optimise)
        rng = np.random.default_rng(SEED)
        steps = Steps(model)
        points = []
        for _ in range(POINTS):
            given = {n.name: drawn(n, rng) for n in runs.get_inputs()}
            points.append((list(given.values()), runs.run(None, given), steps.are_near(given)))
        write(
            model,
            [n.name for n in runs.get_inputs()],
            [n.name for n in runs.get_outputs()],
            points,
        )
    except Exception as error:  # what an exporter writes may be anything
        failed(model, error)


def export(model, make, optimise=True):
    """make(path) writes the model."""
    model = pathlib.Path(model)
    model.parent.mkdir(parents=True, exist_ok=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            make(model)
    except Exception as error:
        failed(model, error)
        return
    compare(model, optimise)
