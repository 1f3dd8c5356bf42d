#!/usr/bin/env bash
# install_tool.sh v1: NeuralSAT 0.2.17 from PyPI, in a virtual environment beside this script (6 GB,
# most of it PyTorch).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ -x "$here/venv/bin/python" ] || python3 -m venv "$here/venv"
"$here/venv/bin/pip" install --quiet neuralsat==0.2.17
