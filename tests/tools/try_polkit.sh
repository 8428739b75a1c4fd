#!/usr/bin/env bash
# The installing service between a real bus daemon with the shipped rules and the real polkit: one account that a rule of polkit allows, one that nobody
# allows, and a caller without a bus. Needs root; changes nothing that is seen outside a mount namespace of its own, so it is not part of ctest.
# usage: try_polkit.sh BIN_DIR SOURCE_DIR [MODEL.gguf]
set -euo pipefail
BIN="$1"; SOURCE="$2"; MODEL="${3:-}"
POLKITD=""
for path in /usr/lib/polkit-1/polkitd /usr/libexec/polkitd /usr/lib/policykit-1/polkitd; do [ -x "$path" ] && POLKITD="$path"; done
skip() { echo "SKIP: $1"; exit 77; }
[ "$(id -u)" = 0 ] || skip "this needs root"
[ -n "$POLKITD" ] || skip "polkitd is not installed"
for tool in dbus-daemon unshare setpriv python3; do command -v "$tool" >/dev/null || skip "$tool is not installed"; done
if [ -z "${TRY_POLKIT_INSIDE:-}" ]; then
    unshare -m true 2>/dev/null || skip "no mount namespace is to be had"
    exec env TRY_POLKIT_INSIDE=1 unshare -m "$0" "$@"
fi

WORK="$(mktemp -d)"
chmod 755 "$WORK"
STARTED=()
MADE=""
finish() {
    for pid in "${STARTED[@]}"; do kill "$pid" 2>/dev/null || true; done
    [ -z "$MADE" ] || { umount -l /etc/sillok; rmdir /etc/sillok; }
    rm -rf "$WORK"
}
trap finish EXIT
# What follows is seen by this script's processes alone.
mkdir -p "$WORK/actions" "$WORK/services"
cp /usr/share/polkit-1/actions/* "$WORK/actions/" 2>/dev/null || true
cp "$SOURCE/installer/linux/kr.sillok.installer.policy" "$WORK/actions/"
chmod -R a+rX "$WORK"
mount -t tmpfs -o mode=755 tmpfs /var/lib
mount -t tmpfs -o mode=755 tmpfs /run
[ -d /etc/sillok ] || { mkdir /etc/sillok; MADE=1; }
mount -t tmpfs -o mode=755 tmpfs /etc/sillok
mkdir -p /var/lib/polkit-1 /run/dbus
mount --bind "$WORK/actions" /usr/share/polkit-1/actions
mount -t tmpfs -o mode=755 tmpfs /etc/polkit-1
mkdir -p /etc/polkit-1/rules.d
cat >/etc/polkit-1/rules.d/10-try.rules <<'RULE'
polkit.addRule(function(action, subject) {
    if (action.id.indexOf("kr.sillok.installer.") == 0 && action.id != "kr.sillok.installer.remove-package" && subject.user == "daemon")
        return polkit.Result.YES;
});
RULE
sed "s|/usr/bin/sillok-installer|$BIN/sillok-installer|" "$SOURCE/installer/linux/kr.sillok.Installer1.service" >"$WORK/services/kr.sillok.Installer1.service"
for folder in /etc/dbus-1/system.d /usr/share/dbus-1/system.d; do [ -f "$folder/org.freedesktop.PolicyKit1.conf" ] && POLKIT_CONF="$folder/org.freedesktop.PolicyKit1.conf"; done
cat >"$WORK/bus.conf" <<CONF
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path=/run/dbus/system_bus_socket</listen><auth>EXTERNAL</auth><servicedir>$WORK/services</servicedir>
<policy context="default"><allow user="*"/><deny own="*"/><deny send_type="method_call"/><allow send_type="signal"/>
<allow send_requested_reply="true" send_type="method_return"/><allow send_requested_reply="true" send_type="error"/>
<allow receive_type="method_call"/><allow receive_type="method_return"/><allow receive_type="error"/><allow receive_type="signal"/>
<allow send_destination="org.freedesktop.DBus" send_interface="org.freedesktop.DBus"/></policy>
<include>$SOURCE/installer/linux/kr.sillok.Installer1.conf</include><include>$POLKIT_CONF</include></busconfig>
CONF
dbus-daemon --config-file="$WORK/bus.conf" --nofork --nopidfile & STARTED+=($!)
for _ in $(seq 100); do [ -S /run/dbus/system_bus_socket ] && break; sleep 0.1; done
"$POLKITD" --no-debug >"$WORK/polkitd.log" 2>&1 & STARTED+=($!)

# as ACCOUNT COMMAND...
as() { local account="$1"; shift; setpriv --reuid="$(id -u "$account")" --regid="$(id -g "$account")" --clear-groups "$@"; }
# expect CODE WORD COMMAND...: what a command must end with and say.
expect() {
    local code="$1" word="$2" got=0; shift 2
    "$@" >"$WORK/out" 2>&1 || got=$?
    echo "\$ $(printf '%s ' "$@" | sed "s|$BIN/||g; s|$WORK/||g") -> $got"; sed 's/^/    /' "$WORK/out"
    [ "$got" = "$code" ] && grep -q -- "$word" "$WORK/out" || { echo "FAIL: code $code and \"$word\" were expected"; cat "$WORK/polkitd.log"; exit 1; }
}
CTL="$BIN/sillokctl"
cd "$WORK"
for key in r1 l1 o1; do "$CTL" package keygen --out "$key.key" --passphrase-fd 0 >/dev/null <<<"pass"; done
DIGEST="$("$CTL" trust make-root --institution kr.go.example --expires 2090-01-01 --root r1.key.pub --root-threshold 1 --release l1.key.pub \
    --release-threshold 1 --countersign o1.key.pub --out root.skd --json | sed -E 's/.*"digest":"([0-9a-f]+)".*/\1/')"
sign() { "$CTL" "$1" sign "$2" --key "$3" --passphrase-fd 0 --json >/dev/null 2>"$WORK/err" <<<"pass" || { cat "$WORK/err"; exit 1; }; }
sign trust root.skd r1.key
KIND=application
if [ -n "$MODEL" ]; then KIND=model; cp "$MODEL" payload; else head -c 3000000 /dev/urandom >payload; fi
printf '%s' "{\"id\":\"kr.go.example.model\",\"version\":1,\"kind\":\"$KIND\",\"title\":{\"ko\":\"시험\",\"en\":\"Trial\"},\"licence\":{\"id\":\"MIT\",\"commercial\":true}," \
    "\"expires\":\"2090-01-01\",\"grade\":\"O\",\"files\":[{\"from\":\"payload\",\"path\":\"model.gguf\",\"role\":\"payload\"}]}" >spec.json
"$CTL" package build --spec spec.json --out model.skpkg >/dev/null
for key in l1 o1; do sign package model.skpkg "$key.key"; done
"$CTL" trust make-catalog --institution kr.go.example --expires 2090-01-01 --package model.skpkg --out catalog.skd >/dev/null
sign trust catalog.skd l1.key
"$CTL" policy show --json | python3 -c 'import json, sys, time
now = int(time.time())
print(json.dumps({"expires": now + 9000, "format": 1, "institution": "kr.go.example", "issued": now - 9000, "rules": json.load(sys.stdin)["rules"], "version": 1}))' >policy.json
sign policy policy.json o1.key
chmod a+r root.skd catalog.skd policy.skp model.skpkg

expect 3 not-permitted as nobody "$CTL" --lang en trust begin root.skd --digest "$DIGEST" --system
expect 0 kr.go.example as daemon "$CTL" --lang en trust begin root.skd --digest "$DIGEST" --system
expect 0 1 as daemon "$CTL" --lang en trust accept catalog.skd --system
expect 3 not-permitted as nobody "$CTL" --lang en policy install policy.skp
expect 0 "in place" as daemon "$CTL" --lang en policy install policy.skp
expect 3 not-permitted as nobody "$CTL" --lang en model install model.skpkg --accept-licence --system
expect 0 Installed as daemon "$CTL" --lang en model install model.skpkg --accept-licence --system
expect 3 not-permitted as daemon "$CTL" --lang en model remove kr.go.example.model --system   # the rule does not name this action
expect 0 kr.go.example.model as nobody "$CTL" --lang en model list --system
SERVICE="$(pgrep -x sillok-installe | head -n 1)"
grep -E '^(Uid|CapEff|CapPrm|NoNewPrivs|Seccomp):' "/proc/$SERVICE/status"
grep -q '^CapEff:[[:space:]]*0000000000000000' "/proc/$SERVICE/status"
# Nobody else may be the service.
expect 1 AccessDenied as daemon dbus-send --system --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.RequestName string:kr.sillok.Installer1 uint32:0
echo "polkit: the account that a rule allows installs, the other one is refused, an action that the rule does not name is refused"
