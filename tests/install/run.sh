#!/usr/bin/env bash
# run.sh BUILD CC CXX - installs quoth into an empty folder, then builds and runs outside programs against what was installed
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=$1 cc=$2 cxx=$3
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

cmake --install "$build" --prefix "$room/usr" >/dev/null
pc=$(dirname "$(find "$room/usr" -name quoth.pc)")
export PKG_CONFIG_PATH=$pc LD_LIBRARY_PATH=$(dirname "$pc")

check() { # NAME PROGRAM
    local out
    out=$("$2" "$room/archive-$1")
    [ "$out" = "found: The bridge at Ashdown opens | said: Mara Ilves" ] || { echo "$1 printed: $out" >&2; exit 1; }
    echo "$1: ok"
}

# shellcheck disable=SC2046
"$cc" -std=c99 -pedantic -Wall -Wextra -Werror "$here/outside.c" -o "$room/shared" $(pkg-config --cflags --libs quoth)
check shared "$room/shared"
# shellcheck disable=SC2046
"$cc" -std=c99 "$here/outside.c" -o "$room/static" $(pkg-config --cflags quoth) -Wl,-Bstatic -lquoth -Wl,-Bdynamic -L"$LD_LIBRARY_PATH" \
    $(pkg-config --static --libs quoth | sed 's/-lquoth//')
check static "$room/static"
# shellcheck disable=SC2046
"$cxx" -std=c++17 -Wall -Wextra -Werror -x c++ "$here/outside.c" -o "$room/cxx" $(pkg-config --cflags --libs quoth)
check cxx "$room/cxx"

cat >"$room/CMakeLists.txt" <<TEXT
cmake_minimum_required(VERSION 3.25)
project(outside C CXX)
find_package(Quoth 1 REQUIRED)
add_executable(outside $here/outside.c)
target_link_libraries(outside quoth::shared)
TEXT
cmake -S "$room" -B "$room/build" -DCMAKE_PREFIX_PATH="$room/usr" >/dev/null
cmake --build "$room/build" >/dev/null
check find_package "$room/build/outside"

# The shared library shows the promise and nothing else.
hidden=$(nm -D --defined-only "$LD_LIBRARY_PATH/libquoth.so" | awk '{print $3}' | grep -v -e '^quoth_' -e '^QUOTH_' || true)
[ -z "$hidden" ] || { echo "libquoth.so also exports: $hidden" >&2; exit 1; }
shown=$(nm -g --defined-only "$LD_LIBRARY_PATH/libquoth.a" 2>/dev/null | awk 'NF==3 && $2!="U" {print $3}' | grep -v -e '^quoth_' || true)
[ -z "$shown" ] || { echo "libquoth.a also exports: $shown" >&2; exit 1; }
[ -s "$room/usr/share/man/man1/quoth.1" ] && "$room/usr/bin/quoth" --version
