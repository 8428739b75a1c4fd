#!/usr/bin/env bash
# The real window on a real accessibility bus: a program that sees only what a screen reader sees makes a vault, puts in the samples, asks, and reads
# the answer line by line. Prints what each page told it. Needs Xvfb, a session bus and AT-SPI, so it is not part of ctest.
# usage: try_screen_reader.sh BIN_DIR FILE QUESTION
set -euo pipefail
BIN="$(realpath "$1")"; FILE="$(realpath "$2")"; QUESTION="$3"; HERE="$(dirname "$(realpath "$0")")"
skip() { echo "SKIP: $1"; exit 77; }
PYTHON=""
for python in python3 /usr/bin/python3; do [ -n "$PYTHON" ] || ! "$python" -c 'import pyatspi' 2>/dev/null || PYTHON="$python"; done
[ -n "$PYTHON" ] || skip "python3-pyatspi is not installed"
if [ -z "${TRY_READER_INSIDE:-}" ]; then
    for tool in Xvfb dbus-run-session; do command -v "$tool" >/dev/null || skip "$tool is not installed"; done
    export TRY_READER_INSIDE=1
    exec dbus-run-session -- "$0" "$@"
fi
LAUNCHER=""
for path in /usr/libexec/at-spi-bus-launcher /usr/lib/at-spi2-core/at-spi-bus-launcher; do [ -x "$path" ] && LAUNCHER="$path"; done
[ -n "$LAUNCHER" ] || skip "at-spi2-core is not installed"

WORK="$(mktemp -d)"
STARTED=()
finish() {
    for pid in "${STARTED[@]}"; do kill "$pid" 2>/dev/null || true; done
    rm -rf "$WORK"
}
trap finish EXIT
mkdir -m 700 "$WORK/run" "$WORK/home"
Xvfb -displayfd 3 -screen 0 1440x900x24 3>"$WORK/display" >/dev/null 2>&1 &
STARTED+=($!)
for _ in $(seq 100); do [ -s "$WORK/display" ] && break; sleep 0.1; done
[ -s "$WORK/display" ] || skip "Xvfb does not start"
export DISPLAY=":$(cat "$WORK/display")" XDG_RUNTIME_DIR="$WORK/run" HOME="$WORK/home" QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 QT_QPA_PLATFORM=xcb LANG=C.UTF-8
unset XDG_DATA_HOME XDG_CONFIG_HOME
"$LAUNCHER" --launch-immediately >/dev/null 2>&1 &
STARTED+=($!)
"$BIN/sillok" --vault "$WORK/vault" >"$WORK/said" 2>&1 &
STARTED+=($!)
"$PYTHON" "$HERE/try_screen_reader.py" "$FILE" "$QUESTION" || { cat "$WORK/said" >&2; exit 1; }
