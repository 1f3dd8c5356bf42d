#!/bin/sh
# VNN-COMP: run_instance.sh VERSION CATEGORY ONNX VNNLIB RESULT_FILE SECONDS
# ONNX is a file, or for several networks a list as Python writes it:
#   [('f', 'onnx/a.onnx'), ('g', 'onnx/b.onnx')]
# Whether VNNLIB is of version 1.0 or 2.0, its version line says. What is declared as float32 is
# answered for real numbers, and a counterexample is one in float32, too, as the competition counts.
set -u
[ "${1:-}" = v1 ] && [ $# -eq 6 ] || {
  echo "usage: run_instance.sh v1 CATEGORY ONNX VNNLIB RESULT_FILE SECONDS" >&2
  exit 1
}
here=$(cd -P -- "$(dirname -- "$0")" && pwd) || exit 1
onnx=$3 vnnlib=$4 result=$5 seconds=$6

# One line NAME=FILE for each network of a list.
networks() {
  printf '%s\n' "$onnx" \
    | sed -e 's/^ *\[ *( *//' -e 's/ *) *,\{0,1\} *\] *$//' -e 's/ *) *, *( */\
/g' | sed -e "s/^ *[\"']\([^\"']*\)[\"'] *, *[\"']\(.*\)[\"'] *$/\1=\2/"
}

case $onnx in
  \[*)
    set -- "$vnnlib"
    while IFS= read -r network; do
      set -- "$@" --network "$network"
    done <<LIST
$(networks)
LIST
    ;;
  *) set -- "$onnx" "$vnnlib" ;;
esac
"${PLUMBLINE:-$here/../bin/plumbline}" verify "$@" --semantics real --timeout "$seconds" \
  --result-file "$result"
code=$?
case $code in
  0 | 10 | 20) exit 0 ;;
esac
[ -s "$result" ] || echo error >"$result"
exit "$code"
