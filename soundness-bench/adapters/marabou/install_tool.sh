#!/usr/bin/env bash
# install_tool.sh v1: Marabou 2.0.0 from PyPI, in a virtual environment beside this script.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ -x "$here/venv/bin/python" ] || python3 -m venv "$here/venv"
"$here/venv/bin/pip" install --quiet maraboupy==2.0.0 'numpy<2' onnx==1.15.0 onnxruntime==1.17.3
