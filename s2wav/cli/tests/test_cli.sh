#!/bin/sh
# SPDX-License-Identifier: MIT
# The command as a user meets it: every sub-command, its files, its exit status. TAP on stdout.
. "$(dirname "$0")/npy.sh"
. "$(dirname "$0")/../../../common/cli/tap.sh"
s2wav=$program
npy 16 31 "sin(i / 3.0) + cos(j / 4.0) * sin(3.14159 * (i + 0.5) / 16)" >signal.npy

ok "help fits a screen" sh -c "'$s2wav' --help >help.txt && [ \$(wc -l <help.txt) -lt 25 ]"
for command in analysis synthesis denoise ilc tiling picture info; do
  ok "$command explains itself" sh -c "'$s2wav' $command --help | grep -q Example"
done
for shell in bash zsh fish; do ok "completion for $shell" sh -c "'$s2wav' completion $shell | grep -q orientations"; done

ok "analysis writes a file" "$s2wav" analysis signal.npy --sampling gl --orientations 3 -o w.npz
ok "synthesis reads it" "$s2wav" synthesis w.npz --sampling gl -o back.npy
ok "a second round trip" "$s2wav" analysis back.npy --sampling gl --orientations 3 -o w2.npz
ok "and its synthesis" "$s2wav" synthesis w2.npz --sampling gl -o back2.npy
ok "gives the same signal" "$s2wav" denoise back2.npy --sampling gl --noise 0 --factor 0 --truth back.npy -o same.npy --json
ok "to 200 dB" above "$(number before_dB out)" 200
ok "info shows three orientations" sh -c "'$s2wav' info w.npz | grep -q '3 x 16 x 31'"
ok "analysis writes a folder" "$s2wav" analysis signal.npy --sampling gl --orientations 3 -o w/
ok "scale by scale" test -f w/scal.npy -a -f w/wav_j0.npy -a -f w/parameters.npy
rm w/wav_j3.npy
cp w/wav_j2.npy before.npy
ok "which resumes" "$s2wav" analysis signal.npy --sampling gl --orientations 3 --resume -o w/ --json
ok "and keeps what is there" sh -c "[ '$(number kept out)' = 5 ] && cmp w/wav_j2.npy before.npy && [ -f w/wav_j3.npy ]"
fails "resume refuses another signal" 1 "another signal" "$s2wav" analysis back2.npy --sampling gl --orientations 1 --resume -o w/
ok "a folder is synthesised" "$s2wav" synthesis w/ --sampling gl -o back3.npy
ok "as the file is" cmp back.npy back3.npy
ok "coefficients are written" "$s2wav" synthesis w.npz -o alm.fits
ok "and read" "$s2wav" analysis alm.fits --orientations 3 -o w3.npz
ok "a HEALPix map is written" "$s2wav" synthesis w.npz --nside 8 -o map.fits
ok "and analysed there" "$s2wav" analysis map.fits --lmax 15 -o w4.npz
ok "info tells its resolution" sh -c "'$s2wav' info w4.npz | grep -q 'nside = 8'"
ok "HEALPix arrays too" sh -c "'$s2wav' synthesis w.npz --nside 8 -o map.npy && '$s2wav' denoise map.npy --noise 0 --factor 0 -o same.fits &&
  '$s2wav' analysis map.npy --lmax 15 -o w5.npz && '$s2wav' info w5.npz | grep -q 'nside = 8'"
rm w5.npz
ok "info estimates memory and time" sh -c "'$s2wav' info --band-limit 64 --orientations 3 | grep -q 'analysis seconds'"

ok "tiling writes kernels" "$s2wav" tiling --band-limit 32 --jmin 2 -o kernels.txt
ok "whose squares add up to 1" awk '!/#/ { s = 0; for (k = 2; k <= NF; k++) s += $k * $k; if (s < 1 - 1e-12 || s > 1 + 1e-12) exit 1 }' kernels.txt
ok "of other families too" sh -c "'$s2wav' tiling --band-limit 32 --jmin 2 --kernel cosine -o cosine.txt && ! cmp -s kernels.txt cosine.txt"

awk 'BEGIN { for (l = 0; l < 16; l++) print l, 0.001 }' >noise.txt
ok "hard thresholds" "$s2wav" denoise signal.npy --sampling gl --noise 0.1 -o clean.npy
ok "sure" "$s2wav" denoise signal.npy --sampling gl --noise-cl noise.txt --rule sure -o clean.npy
ok "noise as a map" "$s2wav" denoise signal.npy --sampling gl --noise-map signal.npy -o clean.npy
npy 16 31 "3 * sin(i / 3.0) - cos(j / 4.0) * sin(3.14159 * (i + 0.5) / 16)" >other.npy
ok "ilc combines and reports the bias" sh -c \
  "'$s2wav' ilc signal.npy other.npy --sampling gl --band-limit 12 --jmin 1 --bias 0.2 -o one.npy 2>&1 | grep -q 'of the power lost'"
ok "with factors" "$s2wav" ilc signal.npy other.npy --sampling gl --band-limit 12 --factors 1,3 --bias 0.2 -o one.npy

fails "no output" 2 "-o FILE" "$s2wav" analysis signal.npy --sampling gl
fails "an array needs a sampling" 2 "--sampling" "$s2wav" analysis signal.npy -o w5.npz
fails "J_min too large" 1 "J_min = 9 is outside" "$s2wav" analysis signal.npy --sampling gl --jmin 9 -o w5.npz
fails "lambda must be above 1" 1 "lambda = 1" "$s2wav" tiling --band-limit 8 --lambda 1
fails "more orientations than degrees" 1 "N = 99" "$s2wav" tiling --band-limit 8 --orientations 99
fails "a missing file" 1 "missing.npy" "$s2wav" analysis missing.npy --sampling gl -o w5.npz
fails "not wavelets" 1 "signal.npz" sh -c "cp signal.npy signal.npz; '$s2wav' synthesis signal.npz -o x.npy"
fails "noise twice" 2 "one of them" "$s2wav" denoise signal.npy --sampling gl --noise 1 --noise-cl noise.txt -o x.npy
fails "factors of three maps" 2 "--factors" "$s2wav" ilc signal.npy other.npy --sampling gl --factors 1,2,3 -o x.npy
fails "the same map twice" 1 "singular" "$s2wav" ilc signal.npy signal.npy --sampling gl -o x.npy
[ ! -e w5.npz ] && [ ! -e x.npy ]
ok "failures leave nothing behind" test $? -eq 0

if [ "$S2WAV_CLI_PICTURES" = 1 ]; then
  ok "kernels are drawn" "$s2wav" tiling --band-limit 64 --picture kernels.png
  ok "scales are drawn" "$s2wav" picture signal.npy --sampling gl --orientations 3 --jmin 2 -o scales.png
  ok "from a file too" "$s2wav" picture w.npz -o scales2.png
  ok "maps are drawn" "$s2wav" synthesis w.npz --sampling gl -o back.npy --picture map.png --width 400 --title Map
  ok "as wide as wanted" sh -c "[ \$(od -An -j16 -N4 -tu1 map.png | awk '{ print \$3 * 256 + \$4 }') = 400 ]"
  ok "as PNG" sh -c "head -c 4 scales.png | grep -q PNG && head -c 4 scales2.png | grep -q PNG"
else
  fails "pictures are refused" 1 "without pictures" "$s2wav" tiling --band-limit 64 --picture kernels.png
fi
finish
