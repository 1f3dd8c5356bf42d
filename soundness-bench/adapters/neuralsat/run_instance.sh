#!/usr/bin/env bash
# run_instance.sh v1 CATEGORY NETWORK PROPERTY RESULT SECONDS: NeuralSAT as its package runs it, on
# the CPU; it writes the result file of VNN-COMP itself.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
main=$("$here/venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/src/main.py
exec "$here/venv/bin/python" "$main" --net "$3" --spec "$4" --timeout "$6" --device cpu \
  --verbosity 0 --result_file "$5" --export_cex
