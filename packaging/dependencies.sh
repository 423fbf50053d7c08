# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# The one list of what Weir takes from Debian 12 and 13, and how it is installed. Sourced, never run.
# A name with a leading "?" is left out where this Debian does not know it.

weir_base_packages=(
    g++ cmake ninja-build ccache mold pkg-config
    qt6-base-dev qt6-websockets-dev
    librdkafka-dev libyaml-cpp-dev libsimdjson-dev libsqlite3-dev libssl-dev qtkeychain-qt6-dev zlib1g-dev libzstd-dev
    libprotobuf-dev libprotoc-dev
)
weir_gui_packages=(
    qt6-charts-dev qt6-svg-dev '?qt6-svg-plugins' '?libqt6opengl6-dev' qt6-tools-dev qt6-l10n-tools
    fonts-dejavu-core
)
weir_test_packages=(
    default-jdk-headless maven kcat postgresql sqlite3 openssl python3 procps
    xvfb xauth dbus-daemon '?clang-format-14' '?clang-tidy-14'
)

weir_fail()
{
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    exit "${2:-2}"
}

weir_check_system()
{
    command -v apt-get >/dev/null && command -v dpkg-query >/dev/null \
        || weir_fail "this system has no apt; Weir's set-up knows Debian 12 and Debian 13"
    local id="" version=""
    # shellcheck disable=SC1091
    [ -r /etc/os-release ] && { id=$(. /etc/os-release; echo "${ID:-}"); version=$(. /etc/os-release; echo "${VERSION_ID:-}"); }
    case "$id:$version" in
        debian:12|debian:13) ;;
        debian:|debian:1[4-9]) ;; # testing and later: the same names so far
        *) weir_fail "this is ${id:-an unknown system} ${version}; Weir's set-up knows Debian 12 and Debian 13" ;;
    esac
}

# weir_check_space FOLDER MEBIBYTES
weir_check_space()
{
    local free
    free=$(df -Pm "$1" 2>/dev/null | awk 'NR==2 {print $4}')
    [ -n "$free" ] || return 0
    [ "$free" -ge "$2" ] || weir_fail "only $free MiB are free in $1; $2 MiB are needed"
}

weir_is_installed()
{
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

weir_apt()
{
    local prefix=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || weir_fail "packages are missing; run this as root or install sudo"
        prefix=(sudo)
    fi
    "${prefix[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
        -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@"
}

weir_apt_twice()
{
    local log
    log=$(mktemp)
    if weir_apt "$@" >"$log" 2>&1 || { sleep 5; weir_apt "$@" >"$log" 2>&1; }; then
        rm -f "$log"
        return 0
    fi
    tail -n 20 "$log" >&2
    rm -f "$log"
    return 1
}

# weir_install NAME…: installs what is missing; does nothing, without network, when all is there.
weir_install()
{
    local name missing=() updated=""
    for name in "$@"; do
        weir_is_installed "${name#\?}" || missing+=("$name")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    weir_check_space /usr 2500
    local wanted=()
    for name in "${missing[@]}"; do
        if [ "${name#\?}" != "$name" ] && [ -z "$updated" ]; then
            weir_apt_twice update || weir_fail "cannot read the package lists: is there a network?"
            updated=yes
        fi
        if [ "${name#\?}" = "$name" ] || apt-cache show "${name#\?}" >/dev/null 2>&1; then
            wanted+=("${name#\?}")
        fi
    done
    [ ${#wanted[@]} -gt 0 ] || return 0
    if [ -z "$updated" ]; then
        weir_apt_twice update || weir_fail "cannot read the package lists: is there a network?"
    fi
    printf 'Installing %s\n' "${wanted[*]}"
    weir_apt_twice install --no-install-recommends "${wanted[@]}" \
        || weir_fail "the packages could not be installed: is there a network, and room on the disk?"
}

# A usable HOME and no inherited input: also in containers and job runners that set neither.
weir_prepare_environment()
{
    if [ -z "${HOME:-}" ] || [ ! -w "${HOME:-/}" ] || [ "$HOME" = / ]; then
        HOME=$(getent passwd "$(id -u)" | cut -d: -f6)
        { [ -n "$HOME" ] && [ -w "$HOME" ] && [ "$HOME" != / ]; } || HOME=$(mktemp -d)
        export HOME
    fi
    export LC_ALL=C.UTF-8
}
