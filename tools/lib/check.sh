# SPDX-License-Identifier: MIT
# Counting results. Sourced by tools/test; a result is one check or one (sub)test of Meson.

work=build-test # every build directory and log of tools/test lives here
passed=0
failed=0

# check NAME COMMAND...: one result; the command's output is shown only if it fails.
check() {
  local name=$1 log
  shift
  log=$work/log/${name//[ \/]/-}.txt
  mkdir -p "$work/log"
  if "$@" >"$log" 2>&1 </dev/null; then
    passed=$((passed + 1))
    echo "ok      $name"
    return 0
  fi
  failed=$((failed + 1))
  echo "FAILED  $name (whole output: $log)"
  tail -n 40 "$log" | sed 's/^/        /'
  return 1
}

# meson_tests NAME DIRECTORY ARGUMENT...: one result per (sub)test.
meson_tests() {
  local name=$1 dir=$2 counts
  shift 2
  mkdir -p "$work/log"
  rm -f "$dir"/meson-logs/testlog*
  meson test -C "$dir" --no-rebuild --num-processes "$jobs" "$@" \
    >"$work/log/$name-tests.txt" 2>&1 </dev/null
  python3 tools/lib/junit.py "$name" "$dir/meson-logs" 3>"$work/counts"
  read -r -a counts <"$work/counts"
  passed=$((passed + ${counts[0]:-0}))
  failed=$((failed + ${counts[1]:-1}))
}

# totals: the last line, and the exit status.
totals() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}
