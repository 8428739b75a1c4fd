# common.sh - What installer/run and installer/test share: words, packages, build. Sourced, not run.

LOG_DIR="$ROOT/build"
PACKAGES_FILE="$ROOT/installer/linux/packages.txt"

case "${LC_ALL:-${LC_MESSAGES:-${LANG:-ko}}}" in ko*) KOREAN=1 ;; *) KOREAN=0 ;; esac

# say KOREAN ENGLISH: one line in the person's language.
say() { if [ "$KOREAN" = 1 ]; then printf '%s\n' "$1"; else printf '%s\n' "$2"; fi; }
# stop KOREAN ENGLISH: says why and ends.
stop() { say "$1" "$2" >&2; exit 1; }
# step N OF KOREAN ENGLISH
step() { printf '\n[%s/%s] ' "$1" "$2"; say "$3" "$4"; }

# percent_line LABEL: shows "LABEL  NN%" for numbers read from standard input; on one line when somebody watches.
percent_line() {
    local label="$1" last=-1 number
    while read -r number; do
        number="${number%%.*}"
        [ "$number" = "$last" ] && continue
        if [ -t 1 ]; then printf '\r%s  %3s%%' "$label" "$number"
        elif [ $((number / 20)) -ne $((last / 20)) ] || [ "$last" -lt 0 ]; then printf '%s  %3s%%\n' "$label" "$number"; fi
        last="$number"
    done
    if [ -t 1 ] && [ "$last" -ge 0 ]; then printf '\n'; fi
}

check_system() {
    . /etc/os-release 2>/dev/null || true
    CODENAME="${VERSION_CODENAME:-}"
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        say "이 시스템은 아직 자동으로 준비하지 못합니다(Debian 12, 13만 됩니다). 아래가 있으면 cmake --workflow --preset check 로 만들 수 있습니다." \
            "This system cannot be prepared automatically (Debian 12 and 13 only). With the following, cmake --workflow --preset check builds it:" >&2
        grep -v '^#' "$PACKAGES_FILE" >&2
        exit 1
    fi
}

# is_installed NAME|NAME...: one of them is enough.
is_installed() {
    local name
    for name in ${1//|/ }; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] && return 0
    done
    return 1
}

# The first of NAME|NAME... that this release has.
offered() {
    local name
    for name in ${1//|/ }; do
        case "$(LC_ALL=C apt-cache policy "$name")" in
        *'Candidate: (none)'*) ;;
        *'Candidate: '*) printf '%s\n' "$name"; return ;;
        esac
    done
    printf '%s\n' "${1%%|*}"
}

# Names from the list that are not installed. An installed SQLCipher that is too old counts as missing.
missing_packages() {
    local name rest
    while read -r name rest; do
        case "$name" in ''|'#'*) continue ;; esac
        if ! is_installed "$name"; then printf '%s\n' "$name"
        elif [ "$name" = libsqlcipher-dev ] && dpkg --compare-versions "$(dpkg-query -W -f='${Version}' "$name")" lt 4.6; then printf '%s\n' "$name"; fi
    done <"$PACKAGES_FILE"
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else stop "꾸러미를 설치할 권한이 없습니다. root로 실행하거나 sudo를 설치해 주세요. 바뀐 것은 없습니다." \
              "Installing packages needs root or sudo. Nothing was changed."; fi
}

# Debian 12 has SQLCipher 4.6 in backports only. The entry is a copy of the machine's own, so that mirrors and keys stay what they are.
enable_backports() {
    local target=/etc/apt/sources.list.d/sillok-backports.list line
    [ "$CODENAME" = bookworm ] || return 0
    case "$(apt-cache policy libsqlcipher-dev)" in *" 4."[6-9]*) return 0 ;; esac
    line="$(grep -hE "^deb .*[[:space:]]$CODENAME[[:space:]].*main" /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null | head -n 1 || true)"
    if [ -n "$line" ]; then
        line="$(printf '%s' "$line" | sed -E "s/[[:space:]]$CODENAME[[:space:]].*/ $CODENAME-backports main/")"
    else
        line="$(deb822_entry "$CODENAME")"
    fi
    [ -n "$line" ] || stop "이 컴퓨터의 꾸러미 출처에서 $CODENAME 항목을 찾지 못해 SQLCipher 4.6을 얻을 수 없습니다." \
                           "No $CODENAME entry in this machine's package sources, so SQLCipher 4.6 cannot be had."
    printf '%s\n' "# Added by Sillok's installer for libsqlcipher-dev; other packages keep coming from $CODENAME." "$line" | as_root tee "$target" >/dev/null
}

# The machine's deb822 entry for a suite as one line: deb [signed-by=...] URI SUITE-backports main
deb822_entry() {
    local file
    for file in /etc/apt/sources.list.d/*.sources; do
        [ -f "$file" ] || continue
        awk -v suite="$1" 'BEGIN { RS = ""; FS = "\n" } {
            uri = ""; key = ""; found = 0
            for (i = 1; i <= NF; i++) {
                if ($i ~ /^URIs:/) { split($i, part, /[ \t]+/); uri = part[2] }
                if ($i ~ /^Signed-By:/) { split($i, part, /[ \t]+/); key = part[2] }
                if ($i ~ /^Suites:/ && (" " substr($i, 8) " ") ~ ("[ \t]" suite "[ \t]")) found = 1
            }
            if (found && uri != "") { printf "deb %s%s %s-backports main\n", key != "" ? "[signed-by=" key "] " : "", uri, suite; exit }
        }' "$file"
    done | head -n 1
}

# Only called when something is missing: the one step that uses the network.
install_packages() {
    local missing="$1" count name backports=()
    count="$(printf '%s\n' "$missing" | wc -l)"
    say "설치할 꾸러미 ${count}개: $(printf '%s ' $missing)" "$count packages to install: $(printf '%s ' $missing)"
    mkdir -p "$LOG_DIR"
    export DEBIAN_FRONTEND=noninteractive
    as_root apt-get update >"$LOG_DIR/apt.log" 2>&1 || { tail -n 5 "$LOG_DIR/apt.log" >&2; stop "꾸러미 목록을 받지 못했습니다. 망 연결이나 내부 저장소를 확인해 주세요." "The package lists could not be read. Check the connection or the internal mirror."; }
    if printf '%s\n' "$missing" | grep -qx libsqlcipher-dev; then
        enable_backports
        if [ "$CODENAME" = bookworm ]; then
            as_root apt-get update >>"$LOG_DIR/apt.log" 2>&1
            backports=(libsqlcipher-dev/bookworm-backports libsqlcipher1/bookworm-backports)
            missing="$(printf '%s\n' "$missing" | grep -vx libsqlcipher-dev || true)"
        fi
    fi
    missing="$(for name in $missing; do offered "$name"; done)"
    # shellcheck disable=SC2086
    as_root apt-get install -y --no-install-recommends -o APT::Status-Fd=3 "${backports[@]}" $missing 3>&1 >>"$LOG_DIR/apt.log" 2>&1 \
        | sed -nu -E 's/^(dl|pm)status:[^:]*:([0-9.]+):.*/\2/p' | percent_line "$(say '받고 설치하는 중' 'Downloading and installing')" || true
    [ -z "$(missing_packages)" ] || { tail -n 15 "$LOG_DIR/apt.log" >&2; stop "꾸러미를 모두 설치하지 못했습니다: $(missing_packages | tr '\n' ' ')" "Not every package could be installed: $(missing_packages | tr '\n' ' ')"; }
}

prepare_packages() {
    local missing
    missing="$(missing_packages)"
    if [ -z "$missing" ]; then say "필요한 꾸러미가 모두 있습니다. 망을 쓰지 않습니다." "Every needed package is here. The network is not used."
    else install_packages "$missing"; fi
}

# build PRESET: configures when needed, then builds with progress. The whole output is in build/PRESET.log.
build() {
    local log="$LOG_DIR/$1.log"
    mkdir -p "$LOG_DIR"
    cd "$ROOT"
    cmake --preset "$1" >"$log" 2>&1 || { tail -n 25 "$log" >&2; stop "설정하지 못했습니다. 위 내용을 확인해 주세요." "Configuring failed; see above."; }
    NINJA_STATUS='%p ' cmake --build --preset "$1" 2>&1 | tee -a "$log" | sed -nu -E 's/^ *([0-9]+)% .*/\1/p' | percent_line "$(say '만드는 중' 'Building')" || true
    cmake --build --preset "$1" >>"$log" 2>&1 || { grep -E 'error|FAILED' "$log" | head -n 25 >&2; stop "만들지 못했습니다. 위 내용을 확인해 주세요." "Building failed; see above."; }
}
