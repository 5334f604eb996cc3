#!/bin/sh
# SPDX-License-Identifier: MIT
# The command against mistakes and accidents: it says what is wrong, and never gives a wrong result
# without a word. TAP on stdout.
data=$(cd -P "$(dirname "$0")/../../../common/tests/data" && pwd)
. "$(dirname "$0")/npy.sh"
. "$(dirname "$0")/../../../common/cli/tap.sh"
s2wav=$program
gl="--sampling gl"
npy 16 31 "sin(i / 3.0) + cos(j / 4.0) * sin(3.14159 * (i + 0.5) / 16)" >signal.npy
npy 16 31 "-(sin(i / 3.0) + cos(j / 4.0) * sin(3.14159 * (i + 0.5) / 16))" >negative.npy

# ------------------------------------------------------------------ words
fails "several choices at once" 2 "--kernel spline|cosine: give one of" \
  "$s2wav" tiling --band-limit 8 --kernel "spline|cosine"
# shellcheck disable=SC2046 # words
fails "more maps than there is room for" 2 "at most 64 arguments" \
  "$s2wav" ilc $(awk 'BEGIN { for (k = 0; k < 65; k++) print "signal.npy" }') $gl -o x.npy
fails "a number that is none" 2 "--lambda nan: give a number in 1" "$s2wav" tiling --band-limit 8 --lambda nan
fails "a number too long for 64 bits" 2 "--band-limit 99999999999999999999: give a number in 1" \
  "$s2wav" tiling --band-limit 99999999999999999999
fails "two band-limits" 2 "disagree" "$s2wav" tiling --band-limit 8 --lmax 8
fails "noise whose variance overflows" 2 "--noise 1e200: give a number in 0 .. 1e+150" \
  "$s2wav" denoise signal.npy $gl --noise 1e200 -o x.npy
fails "a picture multiplied by 0" 2 "--scale 0" "$s2wav" denoise signal.npy $gl --noise 1 --scale 0 -o x.npy
fails "resumption of a file" 2 "--resume is of a FOLDER" "$s2wav" analysis signal.npy $gl --resume -o x.npz
fails "a band-limit of wavelets that have one" 2 "unknown option --band-limit" \
  "$s2wav" synthesis w.npz --band-limit 8 -o x.npy
if [ -c /dev/full ]; then
  for word in --help --version "completion bash" "tiling --help" "tiling --band-limit 8"; do
    fails "$word that cannot be written" 1 "stdout cannot be written" sh -c "'$s2wav' $word >/dev/full"
  done
fi
ok "a report has all scales" sh -c \
  "'$s2wav' tiling --band-limit 400 --lambda 1.02 >long.txt && grep -q '^j 303 ' long.txt && grep -q '^admissibility error' long.txt"

# ------------------------------------------------------------------ signals
npy_constant "16, 31" 496 $nan >nan.npy
npy_constant "16, 31" 496 $huge >huge.npy
fails "an array that is not finite" 1 "nan.npy: value 0 = -\?nan is not finite" "$s2wav" analysis nan.npy $gl -o x.npz
fails "an array that overflows" 1 "huge.npy: the sum of |a_lm|^2" "$s2wav" analysis huge.npy $gl -o x.npz
fails "thresholds of what overflows" 1 "huge.npy: the sum of |a_lm|^2" "$s2wav" denoise huge.npy $gl --noise 1 -o x.npy
npy 4 5 1 >odd.npy
fails "samples that are no grid" 1 "4 rings of 5 samples" "$s2wav" analysis odd.npy $gl -o x.npz
npy_head '<f4' "193, " >pixels.npy && head -c 772 /dev/zero >>pixels.npy
fails "pixels that are no HEALPix map" 1 "193 values are not 12 nside^2" "$s2wav" analysis pixels.npy -o x.npz
fails "an empty file" 1 "empty.npy" sh -c ": >empty.npy; '$s2wav' analysis empty.npy $gl -o x.npz"
fails "a folder in place of a file" 1 "folder.npy: is not a regular file" \
  sh -c "mkdir folder.npy; '$s2wav' analysis folder.npy $gl -o x.npz"
ok "pixels without a value" sh -c "'$s2wav' denoise '$data/ring_n4.fits' --lmax 7 --noise 1e6 -o few.npy 2>note.txt"
ok "are told" grep -q "1 pixels without a value are taken as 0" note.txt
ok "and are 0, not -1.6e30" sh -c "grep -q 'kept 0.00' note.txt && ! grep kept note.txt | grep -v 'kept 0.00'"

# ------------------------------------------------------------------ noise, truth
npy 8 15 1 >small.npy
fails "a map of noise with other samples" 1 "small.npy: 120 samples, the signal has 496" \
  "$s2wav" denoise signal.npy $gl --noise-map small.npy -o x.npy
printf '0 1\n1 1\n' >short.txt
fails "a spectrum of noise that is too short" 1 "short.txt: degrees up to 1, the signal has 15" \
  "$s2wav" denoise signal.npy $gl --noise-cl short.txt -o x.npy
fails "a truth of another band-limit" 1 "small.npy: L = 8, the signal has 16" \
  "$s2wav" denoise signal.npy $gl --noise 1 --truth small.npy -o x.npy
fails "factors that are all 0" 1 "are 0" "$s2wav" ilc signal.npy negative.npy $gl --factors 0,0 -o x.npy

# ------------------------------------------------------------------ folders of another signal
analysis="analysis signal.npy $gl --full-resolution"
# shellcheck disable=SC2086 # words
"$s2wav" $analysis -q -o w/ && cp -r w other
fails "resume refuses the negative signal" 1 "another signal" \
  "$s2wav" analysis negative.npy $gl --full-resolution --resume -o other/
rm other/parameters.npy other/wav_j4.npy
ok "scales of nobody are not resumed" "$s2wav" analysis negative.npy $gl --full-resolution --resume -o other/ --json
ok "but made again" sh -c "[ '$(number kept out)' = 0 ] && ! cmp -s w/wav_j2.npy other/wav_j2.npy && [ -f other/wav_j4.npy ]"
ok "a new analysis" "$s2wav" analysis signal.npy $gl --band-limit 8 -o other/
ok "leaves no scale of the old one" sh -c "[ -f other/wav_j3.npy ] && [ ! -e other/wav_j4.npy ]"
# shellcheck disable=SC2086
fails "resume stops at broken parameters" 1 "cut/parameters.npy" \
  sh -c "cp -r w cut; head -c 100 w/parameters.npy >cut/parameters.npy; '$s2wav' $analysis --resume -o cut/"
npy_constant "12, " 12 $inf >w/parameters.npy
fails "parameters that are impossible" 1 "parameter 0 = inf is impossible" "$s2wav" info w/
cp other/parameters.npy w/parameters.npy
fails "wavelets of another band-limit" 1 "of its scale" "$s2wav" synthesis w/ -o x.npy
# shellcheck disable=SC2086
"$s2wav" $analysis -q -o w/
npy_constant "1, 16, 31" 496 $nan >w/wav_j2.npy
fails "wavelets that are not finite" 1 "wav_j2: value 0 = -\?nan is not finite" "$s2wav" synthesis w/ -o x.npy
fails "a signal in place of wavelets" 1 "signal.npy: wavelets are read from" "$s2wav" info signal.npy
fails "options of a tiling that is in the file" 2 "w/: the file tells its band-limit and tiling" \
  "$s2wav" info w/ --orientations 3
fails "in pictures too" 2 "the file tells" "$s2wav" picture w/ --lambda 3 -o x.png
fails "a folder in a missing folder" 1 "none/deep/: No such file" "$s2wav" analysis signal.npy $gl -o none/deep/
fails "a file in place of the folder" 1 "signal.npy/parameters.npy" "$s2wav" analysis signal.npy $gl -o signal.npy/

# ------------------------------------------------------------------ accidents
npy 64 127 "sin(i / 3.0) * cos(j / 4.0) + sin(i * i)" >large.npy
"$s2wav" analysis large.npy $gl --orientations 4 -q -o whole/
"$s2wav" analysis large.npy $gl --orientations 4 -q -o begun/ &
while [ ! -e begun/wav_j0.npy ] && kill -0 $! 2>/dev/null; do :; done
kill $! 2>/dev/null
wait $! 2>/dev/null
ok "an analysis that was stopped goes on" "$s2wav" analysis large.npy $gl --orientations 4 --resume -o begun/
ok "to the same result" sh -c 'for f in whole/*; do cmp "$f" "begun/${f#*/}" || exit 1; done'
ok "no terminal, no stderr" sh -c "'$s2wav' analysis signal.npy $gl --progress -o quiet.npz 2>&-"
ok "changes nothing" sh -c "'$s2wav' analysis signal.npy $gl -o loud.npz && cmp quiet.npz loud.npz"
ok "the output may be the input" sh -c \
  "cp signal.npy same.npy; '$s2wav' denoise signal.npy $gl --noise 0.1 -o clean.npy &&
   '$s2wav' denoise same.npy $gl --noise 0.1 -o same.npy && cmp same.npy clean.npy"
ok "failures leave nothing behind" sh -c '! ls x.* none ./*tmp-* w/*tmp-* 2>/dev/null | grep .'
finish
