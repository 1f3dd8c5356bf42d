#!/usr/bin/env bash
# run_instance.sh v1 CATEGORY NETWORK PROPERTY RESULT SECONDS: Marabou's own command line, which reads
# ONNX and VNN-LIB itself. Its last verdict line becomes that of VNN-COMP, and the inputs that it
# prints, six digits after the point, become the counterexample.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
network=$3 property=$4 result=$5 seconds=$6
log=$PWD/marabou.log
"$here/venv/bin/python" -m maraboupy "$network" "$property" --timeout "$seconds" --verbosity 0 \
  >"$log" 2>&1 || true
cat "$log"
awk '
  /^(sat|unsat)$/ { verdict = $0 }
  /^(Timeout|TIMEOUT)$/ { verdict = "timeout" }
  /^(UNKNOWN|unknown)$/ { verdict = "unknown" }
  $1 ~ /^x[0-9]+$/ && $2 == "=" { inputs = inputs "(X_" substr($1, 2) " " $3 ")\n" }
  $1 ~ /^y[0-9]+$/ && $2 == "=" { outputs = outputs "(Y_" substr($1, 2) " " $3 ")\n" }
  END {
    if (verdict) print verdict
    if (verdict == "sat") print "(" inputs outputs ")"
  }' "$log" >"$result"
