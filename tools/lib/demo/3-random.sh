# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154 # variables of tools/demo, which sources this file
# A Gaussian realisation of a measured spectrum.

echo; echo "== A random sky with the spectrum of the real one"
awk '!/#/ { print $1, $2 }' wmap_cl.txt >model.txt
stage "Draw it" s2fft synth model.txt --seed 2026 --nside 32 -o random.fits --picture random.png
stage "Its spectrum" s2fft spectrum random.fits --lmax 64 -o random_cl.txt --plot random_cl.png --model model.txt --log \
  --title "One Gaussian realisation and its model" --units "mK^{2}"
