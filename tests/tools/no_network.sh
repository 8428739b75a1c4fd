#!/usr/bin/env bash
# Traces the terminal job and every test of the window: no process of ours may even try to open a socket that is not local,
# and the window and the engine map no network library.
# usage: no_network.sh BIN_DIR TEST_DIR SOURCE_DIR WINDOW_TEST...
set -euo pipefail
BIN="$1"; TESTS="$2"; SOURCE="$3"; shift 3
if ! command -v strace >/dev/null || ! strace -o /dev/null true 2>/dev/null; then
    echo "SKIP: strace is not usable on this machine"
    exit 77
fi
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT

trace() { strace -f --seccomp-bpf -qq -e trace=socket,socketpair,connect,execve -o "$WORK/$1" "${@:2}" >"$WORK/$1.out" 2>&1; }
trace demo "$SOURCE/installer/linux/demo" "$BIN" "$SOURCE/resources/samples/documents"
grep -q '\[1\]' "$WORK/demo.out" || { cat "$WORK/demo.out"; echo "FAIL: the terminal job gave no cited answer"; exit 1; }
for test in "$@"; do
    # What a test judges is not the business here, and some of it (the clock, who traces whom) differs under a tracer.
    trace "$test" "$TESTS/$test" || echo "note: $test ended with $? under the tracer"
    grep -q '^Totals:' "$WORK/$test.out" || { tail -5 "$WORK/$test.out"; echo "FAIL: $test did not run to its end"; exit 1; }
done

rm "$WORK"/*.out
# The message bus that lock_test starts for itself is the system's program, not one of ours.
ours() { for file in "$WORK"/*; do awk '/execve\("[^"]*dbus-daemon"/ { bus[$1] = 1 } !($1 in bus)' "$file"; done; }
calls="$(ours | grep -cE 'socket(pair)?\(' || true)"
foreign="$(ours | grep -E 'socket(pair)?\(' | grep -vE 'socket(pair)?\(AF_(UNIX|LOCAL)' || true)"
if [ -n "$foreign" ]; then echo "FAIL: sockets that are not local:"; echo "$foreign"; exit 1; fi

for program in sillok sillok-engine sillokctl; do
    # What the loader maps, before anything runs: nothing of a network stack.
    if mapped="$(ldd "$BIN/$program" | grep -E 'Qt6Network|libssl|libcurl|gnutls|nghttp2|Qt6Qml|WebEngine')"; then
        echo "FAIL: $program maps a network library:"; echo "$mapped"; exit 1
    fi
done
echo "traced: the terminal job and $# programs of window tests; socket calls seen: $calls, all local; inet sockets: 0; network libraries in sillok, sillok-engine, sillokctl: 0"
