"""Makes pairs of ACAS Xu networks and questions about their differences.

    python benchmarks/twins.py INSTANCES FOLDER [NETWORK...]

INSTANCES is a folder as VNN-COMP lays it out (onnx, vnnlib, gzipped or not). For each network, and the
boxes of properties 1 to 4, FOLDER gets the network, two copies of it and, for each copy and each epsilon,
a question in VNN-LIB 2.0: do two outputs of one index differ by epsilon or more? Epsilon is

* range: 5 % of the outputs' range on the box, which some pairs exceed;
* twice: twice the greatest difference that samples have, which is mostly too much to be reached.

The copies have

* rounded: all weights and biases rounded to bfloat16, to nearest, ties to even;
* pruned: the 5 % of all weights that are smallest by absolute value set to 0.

Ranges are those of 20,000 samples, over all outputs. `questions.csv` lists network, copy, property, kind and
value of epsilon, and the greatest difference among the samples. Needs numpy, onnx and onnxruntime.
"""

import gzip
import pathlib
import re
import sys

import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper

SHARE = 0.05
PRUNED = 0.05
SAMPLES = 20_000


def content(path):
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def rounded(arrays):
    result = []
    for array in arrays:
        bits = array.astype(np.float32).view(np.uint32).astype(np.uint64)
        bits = (bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000
        result.append(bits.astype(np.uint32).view(np.float32))
    return result


def pruned(arrays):
    limit = np.quantile(np.concatenate([np.abs(a).ravel() for a in arrays if a.ndim == 2]), PRUNED)
    return [np.where(np.abs(a) <= limit, np.float32(0), a) if a.ndim == 2 else a for a in arrays]


def changed(model, change):
    """A copy of a model whose matrices of 5 columns or rows and more, and their biases, are changed."""
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    weights = [t for t in copy.graph.initializer if is_weight(copy, t)]
    arrays = [numpy_helper.to_array(t) for t in weights]
    for tensor, array in zip(weights, change(arrays)):
        tensor.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(array), tensor.name))
    return copy


def is_weight(model, tensor):
    readers = {n.op_type for n in model.graph.node if tensor.name in n.input}
    return bool(readers & {"MatMul", "Add", "Gemm"})


def box(text):
    bounds = {}
    for op, name, value in re.findall(r"\(([<>]=) (X_\d) (\S+?)\)", text):
        low, high = bounds.get(name, (None, None))
        bounds[name] = (value, high) if op == ">=" else (low, value)
    return [bounds[f"X_{i}"] for i in range(5)]


def outputs(model, samples):
    session = onnxruntime.InferenceSession(model.SerializeToString())
    name = session.get_inputs()[0].name
    return np.array([session.run(None, {name: x.reshape(1, 1, 1, 5)})[0].ravel() for x in samples])


def question(bounds, epsilon):
    lines = ["(vnnlib-version <2.0>)"]
    for name, i in (("f", 0), ("g", 1)):
        lines.append(f"(declare-network {name}")
        lines.append(f"  (declare-input X{i} real [1,1,1,5])")
        lines.append(f"  (declare-output Y{i} real [1,5]))")
    for i, (low, high) in enumerate(bounds):
        lines.append(f"(assert (and (>= X0[0,0,0,{i}] {low}) (<= X0[0,0,0,{i}] {high})))")
        lines.append(f"(assert (== X0[0,0,0,{i}] X1[0,0,0,{i}]))")
    rows = []
    for i in range(5):
        rows.append(f"  (>= (- Y0[0,{i}] Y1[0,{i}]) {epsilon})")
        rows.append(f"  (>= (- Y1[0,{i}] Y0[0,{i}]) {epsilon})")
    lines.append("(assert (or\n" + "\n".join(rows) + "))")
    return "\n".join(lines) + "\n"


def main():
    instances, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(1)
    table = ["network,copy,property,rule,epsilon,sampled"]
    for path in sorted((instances / "onnx").glob("*.onnx*")):
        name = re.search(r"(\d_\d)_batch", path.name).group(1)
        if sys.argv[3:] and name not in sys.argv[3:]:
            continue
        model = onnx.load_model_from_string(content(path))
        models = {"original": model, "rounded": changed(model, rounded), "pruned": changed(model, pruned)}
        for kind, copy in models.items():
            onnx.save_model(copy, folder / f"{name}-{kind}.onnx")
        for p in range(1, 5):
            text = content(next((instances / "vnnlib").glob(f"prop_{p}.vnnlib*"))).decode()
            bounds = box(text)
            low, high = np.array(bounds, dtype=float).T
            samples = random.uniform(low, high, (SAMPLES, 5)).astype(np.float32)
            values = {kind: outputs(copy, samples) for kind, copy in models.items()}
            extent = values["original"].max() - values["original"].min()
            for kind in ("rounded", "pruned"):
                most = np.abs(values["original"] - values[kind]).max()
                for rule, value in (("range", SHARE * extent), ("twice", 2 * most)):
                    epsilon = f"{value:.6f}"
                    (folder / f"{name}-{kind}-{p}-{rule}.vnnlib").write_text(question(bounds, epsilon))
                    table.append(f"{name},{kind},{p},{rule},{epsilon},{most:.6f}")
    (folder / "questions.csv").write_text("\n".join(table) + "\n")


main()
