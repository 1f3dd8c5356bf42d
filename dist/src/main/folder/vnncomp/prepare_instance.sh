#!/bin/sh
# VNN-COMP: prepare_instance.sh VERSION CATEGORY ONNX VNNLIB
# Ends what is left of an earlier instance. Nothing is converted or computed before the clock runs.
set -u
[ "${1:-}" = v1 ] && [ $# -ge 4 ] || {
  echo "usage: prepare_instance.sh v1 CATEGORY ONNX VNNLIB" >&2
  exit 1
}
here=$(cd -P -- "$(dirname -- "$0")/.." && pwd) || exit 1
pkill -KILL -f "^$here/runtime/bin/java .*plumbline\\.jar verify " 2>/dev/null
exit 0
