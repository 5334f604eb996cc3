# SPDX-License-Identifier: MIT
# The suites of tools/test, one function each, and the builds they share. Sourced by tools/test.

jobs=$(nproc)
prefix=$PWD/$work/installed

# Builds: name, environment, options of `meson setup`. All stop at the first warning.
builds() {
  cat <<'TABLE'
gcc       CC=gcc    --prefix=PREFIX --libdir=lib -Dbench=true
clang     CC=clang  -Dbench=true
serial    CC=gcc    -Dopenmp=disabled
static    CC=gcc    --prefix=PREFIX-static --libdir=lib --default-library=static
minimal   CC=gcc    -Dfits=disabled -Dzlib=disabled -Dpictures=disabled
asan      CC=gcc    -Db_sanitize=address,undefined -Db_lundef=false
tsan      CC=gcc    -Db_sanitize=thread -Db_lundef=false -Dopenmp=disabled
coverage  CC=gcc    -Db_coverage=true
neon      CC=gcc    --cross-file=tools/cross/aarch64-linux-gnu.ini
fuzz      CC=clang  -Dfuzz=true -Dtests=disabled -Db_sanitize=address,undefined -Db_lundef=false -Dc_args=-fsanitize=fuzzer-no-link
TABLE
}

# compile DIRECTORY SOURCE ENVIRONMENT OPTION...: configure if the options are new, then compile.
compile() {
  local dir=$1 source=$2 environment=$3
  shift 3
  local all="$environment ${CFLAGS:-} ${LDFLAGS:-} $*"
  if [ "$(cat "$dir/options" 2>/dev/null)" != "$all" ]; then
    rm -rf "$dir"
    env "$environment" meson setup "$dir" "$source" --werror "$@" || return 1
    echo "$all" >"$dir/options"
  fi
  ninja -C "$dir" -j "$jobs"
}

# build NAME: one of the table, once per run of tools/test; one result.
declare -A built
build() {
  local name environment options
  if [ -n "${built[$1]:-}" ]; then return "${built[$1]}"; fi
  read -r name environment options < <(builds | grep "^$1 ")
  options=${options//PREFIX/$prefix}
  # shellcheck disable=SC2086 # options are words
  check "build $name" compile "$work/$name" . "$environment" -Dtests=enabled $options
  built[$1]=$?
  return "${built[$1]}"
}

# Where the gcc build, and with "static" the static one, are installed.
installed() {
  build "${1:-gcc}" && check "install ${1:-gcc}" meson install -C "$work/${1:-gcc}" --no-rebuild
}

suite_tests() { build gcc && meson_tests gcc "$work/gcc"; }
suite_clang() { build clang; }
suite_serial() { build serial && meson_tests serial "$work/serial" --no-suite slow; }
suite_minimal() { build minimal; }

suite_static() {
  installed static && check "static consumer" tests/consumer/run "$prefix-static" static
}

suite_asan() {
  export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
  export LSAN_OPTIONS=suppressions=$PWD/tools/lib/lsan.supp
  build asan && meson_tests asan "$work/asan" --no-suite slow --timeout-multiplier 10
}

suite_tsan() { build tsan && meson_tests tsan "$work/tsan" --no-suite slow --timeout-multiplier 20; }

suite_valgrind() {
  build serial && meson_tests valgrind "$work/serial" --suite unit --no-suite slow \
    --timeout-multiplier 50 --wrap='valgrind --quiet --error-exitcode=9 --leak-check=full'
}

# 64-bit ARM under an emulator.
suite_neon() {
  check "cross compiler" tools/setup cross &&
    build neon && meson_tests neon "$work/neon" --suite unit --no-suite slow --timeout-multiplier 20
}

suite_coverage() {
  build coverage && meson_tests coverage "$work/coverage" &&
    check "coverage report" ninja -C "$work/coverage" coverage-text &&
    tail -n 5 "$work/coverage/meson-logs/coverage.txt"
}

suite_headers() {
  local standard
  for standard in c99 c17 c++17; do check "headers $standard" tests/headers "$standard"; done
}

suite_symbols() { build gcc && check symbols tests/symbols "$work/gcc"; }

suite_consumer() {
  local kind
  installed || return
  for kind in c99 c17 c++17 fortran files; do
    check "consumer $kind" tests/consumer/run "$prefix" "$kind"
  done
  check "README program" tests/readme "$prefix"
  for kind in healpy ducc s2fft; do
    check "docs/from-$kind.md" tests/habits/run "$prefix" "$kind"
  done
}

# Each library alone: from its own directory, against its installed predecessors only.
suite_standalone() {
  local library path=$PWD/$work/standalone/installed
  rm -rf "$work/standalone"
  export PKG_CONFIG_PATH=$path/lib/pkgconfig
  for library in common s2fft s2wav harmonic; do
    check "$library alone" compile "$work/standalone/$library" "$library" CC=gcc \
      --buildtype=debugoptimized --wrap-mode=nofallback --prefix="$path" \
      --libdir=lib -Dtests=disabled &&
      check "install $library alone" meson install -C "$work/standalone/$library" --no-rebuild ||
      break
  done
  unset PKG_CONFIG_PATH
}

suite_docs() { check docs tests/docs "$work/docs"; }
suite_format() { check format tests/format; }
suite_package() { check package tests/package "$work/package"; }

suite_fuzz() {
  local target targets
  build fuzz || return
  mapfile -t targets < <(find "$work/fuzz" -name 'libfuzzer_*' -type f -executable | sort)
  check "fuzz targets" test ${#targets[@]} -gt 0
  for target in "${targets[@]}"; do
    check "${target##*/}" tests/fuzz "$target" "$work/corpus"
  done
}
