# SPDX-License-Identifier: MIT
# What the tests of the commands share: sourced with the program's path as $1, it makes a scratch
# folder the current one. TAP on stdout; the test ends with finish.
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
n=0

ok() { # ok NAME COMMAND...: the command succeeds
  name=$1; shift; n=$((n + 1))
  if "$@" >out 2>err; then echo "ok $n - $name"; else echo "not ok $n - $name"; sed 's/^/# /' err; fi
}

fails() { # fails NAME STATUS TEXT COMMAND...: that exit status, the text on one line of stderr
  name=$1 wanted=$2 text=$3; shift 3; n=$((n + 1))
  "$@" >out 2>err; status=$?
  if [ $status -eq "$wanted" ] && grep -q -- "$text" err && [ "$(wc -l <err)" -eq 1 ]; then
    echo "ok $n - $name"
  else
    echo "not ok $n - $name"; echo "# status $status"; sed 's/^/# /' err
  fi
}

exits() { # exits NAME STATUS COMMAND...: that exit status
  name=$1 wanted=$2; shift 2; n=$((n + 1))
  "$@" >out 2>err; status=$?
  if [ $status -eq "$wanted" ]; then echo "ok $n - $name"; else echo "not ok $n - $name"; echo "# status $status"; fi
}

# number KEY FILE: the first value of a key in a JSON report
number() { tr ',{' '\n\n' <"$2" | sed -n "s/^ *\"$1\": \([-+0-9.e]*\).*/\1/p" | head -n 1; }
below() { [ -n "$1" ] && awk "BEGIN { exit !($1 < $2) }"; }
above() { [ -n "$1" ] && awk "BEGIN { exit !($1 > $2) }"; }

finish() { echo "1..$n"; }
