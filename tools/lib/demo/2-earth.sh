# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154 # variables of tools/demo, which sources this file
# The ETOPO relief on exact samplings.

relief=/usr/share/ferret-vis/data/etopo20.cdf

echo; echo "== The Earth: ETOPO relief, 20 minutes of arc"
stage "What the file holds" s2fft info "$relief" --variable ROSE
stage "Relief onto Gauss-Legendre rings, L = 270" s2fft convert "$relief" --variable ROSE --sampling gl --band-limit 270 -o relief_gl.npy
stage "Analysis" s2fft forward relief_gl.npy --sampling gl -o relief_alm.fits
stage "Degree variance" s2fft spectrum relief_alm.fits -o relief_cl.txt --plot relief_cl.png \
  --plot-as variance --log --title "ETOPO relief: variance per degree" --units "m^{2}"
stage "Synthesis on the same rings" s2fft inverse relief_alm.fits --sampling gl -o relief_back.npy
stage "Round trip" s2fft info relief_back.npy --sampling gl --minus relief_gl.npy
found "ETOPO: synthesis of the analysis on Gauss-Legendre rings, L = 270, largest difference [m]" \
  "$(number largest_difference)"
stage "And on McEwen-Wiaux rings" s2fft inverse relief_alm.fits --sampling mw -o relief_mw.npy
stage "Analysed there" s2fft forward relief_mw.npy --sampling mw -o relief_mw_alm.fits
stage "Back on Gauss-Legendre rings" s2fft inverse relief_mw_alm.fits --sampling gl -o relief_mw_back.npy
stage "Difference" s2fft info relief_mw_back.npy --sampling gl --minus relief_gl.npy
found "the same by way of McEwen-Wiaux rings [m]" "$(number largest_difference)"
stage "Picture of the Earth" s2fft picture relief_gl.npy --sampling gl -o relief.png --colours terrain \
  --geographic --title "ETOPO relief, l < 270" --units m
for lmax in 8 32 128; do
  s2fft forward relief_gl.npy --sampling gl --quiet -o cut.fits
  s2fft convert "$relief" --variable ROSE --sampling gl --band-limit $((lmax + 1)) --quiet -o cut_$lmax.npy
  s2fft forward cut_$lmax.npy --sampling gl --quiet -o cut.fits
  s2fft inverse cut.fits --sampling gl --band-limit 270 --quiet -o cut_$lmax.npy
done
stage "How detail builds up" s2fft picture cut_8.npy cut_32.npy cut_128.npy relief_gl.npy --sampling gl \
  -o relief_detail.png --tile 2 --colours terrain --geographic --range -6000,6000 --no-bar \
  --title "l ≤ 8" --title "l ≤ 32" --title "l ≤ 128" --title "l < 270"
stage "The Pacific from space" s2fft picture relief_gl.npy --sampling gl -o relief_pacific.png --colours terrain \
  --geographic --projection orthographic --centre 200,0 --title "ETOPO relief, the Pacific" --units m
rm -f cut.fits cut_*.npy
