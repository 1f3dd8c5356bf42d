"""Eleven models of scikit-learn by skl2onnx at its defaults."""

import pathlib
import sys

import numpy as np
import sklearn.datasets
import sklearn.decomposition
import sklearn.ensemble
import sklearn.linear_model
import sklearn.neural_network
import sklearn.pipeline
import sklearn.preprocessing
import sklearn.svm
import sklearn.tree

import points

X, Y = sklearn.datasets.make_classification(200, 6, n_informative=4, n_classes=3, random_state=1)
X = X.astype(np.float32)
T = X @ np.arange(1, 7) + np.sin(X[:, 0])


def piped(*steps):
    return sklearn.pipeline.make_pipeline(*steps)


def net(kind, **options):
    return kind(hidden_layer_sizes=(10, 8), max_iter=200, random_state=1, **options)


MLPC, MLPR = sklearn.neural_network.MLPClassifier, sklearn.neural_network.MLPRegressor
Scaler = sklearn.preprocessing.StandardScaler
MODELS = {
    "mlp-regressor": (net(MLPR), T),
    "mlp-regressor-tanh": (net(MLPR, activation="tanh"), T),
    "mlp-classifier": (net(MLPC), Y),
    "scaler-mlp": (piped(Scaler(), net(MLPR)), T),
    "scaler-mlp-classifier": (piped(Scaler(), net(MLPC, activation="logistic")), Y),
    "minmax-mlp": (piped(sklearn.preprocessing.MinMaxScaler(), net(MLPR)), T),
    "normalizer-mlp": (piped(sklearn.preprocessing.Normalizer(), net(MLPR)), T),
    "pca-mlp": (piped(sklearn.decomposition.PCA(3), net(MLPR)), T),
    "linear-regression": (sklearn.linear_model.LinearRegression(), T),
    "logistic-regression": (sklearn.linear_model.LogisticRegression(), Y),
    "tree-regressor": (sklearn.tree.DecisionTreeRegressor(max_depth=3, random_state=1), T),
}


def make(name, file):
    import skl2onnx

    model, target = MODELS[name]
    options = {id(model): {"zipmap": False}} if (target is Y) else None
    onnx_model = skl2onnx.to_onnx(model.fit(X, target), X[:1], options=options)
    file.write_bytes(onnx_model.SerializeToString())


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[2]) / sys.argv[1]
    for one in MODELS:
        points.export(folder / (one + ".onnx"), lambda file: make(one, file))
