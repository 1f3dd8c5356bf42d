#!/bin/sh
# VNN-COMP: install_tool.sh VERSION
# Everything is in this folder, Java included; so this only sees whether it runs.
set -u
[ "${1:-}" = v1 ] || { echo "install_tool.sh: version v1 is expected, not '${1:-}'" >&2; exit 1; }
here=$(cd -P -- "$(dirname -- "$0")" && pwd) || exit 1
exec "${PLUMBLINE:-$here/../bin/plumbline}" --version
