#!/bin/sh
# SPDX-License-Identifier: MIT
# The command as a user meets it: every sub-command, its files, its exit status. TAP on stdout.
s2fft=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
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

# number KEY FILE: a value of a JSON report
number() { sed -n "s/.*\"$1\": \([-+0-9.e]*\).*/\1/p" "$2"; }
below() { [ -n "$1" ] && awk "BEGIN { exit !($1 < $2) }"; }

# A red spectrum to start from.
awk 'BEGIN { for (l = 0; l < 48; l++) printf "%d %.17g\n", l, l < 2 ? 0 : 1 / (l * (l + 1)) }' >cl.txt

ok "help fits a screen" sh -c "'$s2fft' --help >help.txt && [ \$(wc -l <help.txt) -lt 25 ]"
for command in forward inverse spectrum synth convert picture info; do
  ok "$command explains itself" sh -c "'$s2fft' $command --help | grep -q Example"
done
for shell in bash zsh fish; do ok "completion for $shell" sh -c "'$s2fft' completion $shell | grep -q band-limit"; done

ok "synth writes a map" "$s2fft" synth cl.txt --nside 16 --seed 5 -o map.fits
ok "forward analyses it" "$s2fft" forward map.fits --lmax 31 -o alm.fits
ok "inverse synthesises on an exact grid" "$s2fft" inverse alm.fits --sampling mw -o mw.npy
ok "forward is exact there" "$s2fft" forward mw.npy --sampling mw -o again.fits
ok "the round trip returns" sh -c "'$s2fft' inverse again.fits --sampling mw -o mw2.npy &&
  '$s2fft' info mw2.npy --sampling mw --minus mw.npy --json >diff.json"
ok "to rounding" below "$(number largest_difference diff.json)" 1e-12

ok "coefficients change their layout" "$s2fft" convert alm.fits --layout square -o square.npy
ok "and back" "$s2fft" convert square.npy --input-layout square -o back.fits
ok "without loss" sh -c "'$s2fft' inverse back.fits --nside 8 -o a.fits && '$s2fft' inverse alm.fits \
  --nside 8 -o b.fits && cmp a.fits b.fits"
ok "maps change their order" "$s2fft" convert map.fits --nested -o nested.fits
ok "without loss" sh -c "'$s2fft' info nested.fits --minus map.fits --json >diff.json"
ok "at all" below "$(number largest_difference diff.json)" 1e-30
ok "maps change their sampling" "$s2fft" convert mw.npy --input-sampling mw --sampling gl -o gl.npy
ok "spectrum of a map" "$s2fft" spectrum map.fits --lmax 31 -o out.txt
ok "spectrum of coefficients" "$s2fft" spectrum alm.fits -o out2.txt
ok "is the same" cmp out.txt out2.txt
ok "cross spectrum" "$s2fft" spectrum alm.fits again.fits -o cross.txt
ok "info of a map" sh -c "'$s2fft' info map.fits --json | grep -q '\"nside\": 16'"
ok "info of a transform" sh -c "'$s2fft' info --sampling mw --band-limit 128 --json | grep -q plan_bytes"

ok "one thread" "$s2fft" synth cl.txt --nside 16 --seed 5 --threads 1 -o one.fits
ok "and three draw the same map" sh -c "'$s2fft' synth cl.txt --nside 16 --seed 5 --threads 3 -o three.fits &&
  cmp one.fits three.fits"
ok "another seed draws another" sh -c "'$s2fft' synth cl.txt --nside 16 --seed 6 -o six.fits && ! cmp -s one.fits six.fits"

awk 'BEGIN { for (l = 0; l < 32; l++) { c = l < 2 ? 0 : 1 / (l * (l + 1)); print l, c, c / 10, 0, c / 5 } }' >teb.txt
ok "polarised synth" "$s2fft" synth teb.txt --pol --nside 16 --seed 1 -o iqu.fits
ok "polarised forward" "$s2fft" forward iqu.fits --pol --lmax 31 -o teb.fits
ok "has six spectra" sh -c "'$s2fft' spectrum teb.fits -o teb_out.txt --json | grep -q '\"spectra\": 6'"

if [ "$S2FFT_CLI_PICTURES" = 1 ]; then
  ok "picture" "$s2fft" picture map.fits -o map.png --width 400 --title Map --colours planck
  ok "is a PNG" sh -c "head -c 4 map.png | grep -q PNG"
  ok "plot" "$s2fft" spectrum alm.fits --plot cl.png --model cl.txt --log --width 400
fi

fails "no command" 2 "usage" sh -c "'$s2fft' 2>&1 >/dev/null | head -n 1 >&2; exit 2"
fails "unknown command" 2 "unknown command" "$s2fft" transform
fails "unknown option" 2 "unknown option --lamx" "$s2fft" forward map.fits --lamx 3 -o x.fits
fails "bad number" 2 "give a number" "$s2fft" forward map.fits --lmax many -o x.fits
fails "no output" 2 "-o" "$s2fft" forward map.fits
fails "missing file" 1 "nowhere.fits" "$s2fft" forward nowhere.fits -o x.fits
fails "no sampling" 2 "give --sampling" "$s2fft" forward mw.npy -o x.fits
fails "wrong sampling" 1 "12 nside" "$s2fft" forward mw.npy --sampling healpix -o x.fits
fails "band-limit beyond the grid" 1 "do not determine" "$s2fft" forward mw.npy --sampling mw --lmax 99 -o x.fits
fails "spectrum too short" 2 "end at l = 47" "$s2fft" synth cl.txt --nside 16 --lmax 99 -o x.fits
"$s2fft" forward map.fits --lmax 8 -q -o low.fits
fails "different band-limits" 1 "band-limits differ" "$s2fft" spectrum alm.fits low.fits -o x.txt
fails "unwritable output" 1 "none/x.fits" "$s2fft" forward map.fits --lmax 8 -o none/x.fits
printf 'SIMPLE  = T' >broken.fits
fails "broken file" 1 "broken.fits" "$s2fft" forward broken.fits -o x.fits
ok "nothing is left of what failed" sh -c "! ls x.* none 2>/dev/null | grep -q ."
echo "1..$n"
