# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154 # variables of tools/demo, which sources this file
# The WMAP 7-year W band on HEALPix: spectra, synthesis, E and B, rotation, masks.

wmap=$healpy/wmap_band_iqumap_r9_7yr_W_v4_udgraded32.fits
masked=$healpy/wmap_band_iqumap_r9_7yr_W_v4_udgraded32_masked.fits
anafast=$healpy/cl_wmap_band_iqumap_r9_7yr_W_v4_udgraded32_II_lmax64_rmmono_3iter_nomask.fits
mask=$healpy/wmap_temperature_analysis_mask_r9_7yr_v4_udgraded32.fits

largest_relative() { # of column 2 of two spectra files, from l = 2
  paste "$1" "$2" | awk '!/#/ && $1 >= 2 { d = ($2 - $NF) / $NF; if (d < 0) d = -d; if (d > m) m = d } END { print m }'
}

echo "== The sky: WMAP 7-year W band, HEALPix nside 32"
stage "What the file holds" s2fft info "$wmap"
stage "Temperature" s2fft picture "$wmap" -o wmap_T.png --remove-monopole --factor 1000 \
  --colours planck --range symmetric --title "WMAP 7-year W band, temperature" --units "μK"
stage "Outside the Galaxy" s2fft picture "$masked" -o wmap_masked.png --remove-monopole \
  --factor 1000 --colours planck --range -200,200 --title "WMAP 7-year W band, masked" --units "μK"
stage "Analysis of T, Q, U" s2fft forward "$wmap" --pol --remove-monopole --lmax 64 --iter 3 -o wmap_alm.fits
stage "Spectra TT EE BB TE EB TB" s2fft spectrum wmap_alm.fits -o wmap_cl.txt --plot wmap_cl.png \
  --log --title "WMAP 7-year W band: spectra of the whole sky" --units "mK^{2}"
stage "HEALPix' own spectrum of this map" s2fft convert "$anafast" --from cl -o anafast_cl.txt
found "WMAP temperature spectrum against HEALPix' anafast, 2 <= l <= 64, largest relative difference" \
  "$(largest_relative wmap_cl.txt anafast_cl.txt)"
stage "Band-limited synthesis" s2fft inverse wmap_alm.fits --nside 32 -o wmap_back.fits
stage "What l <= 64 does not hold" s2fft picture "$wmap" --remove-monopole --minus wmap_back.fits \
  -o wmap_residual.png --factor 1000 --colours diverging --range symmetric \
  --title "WMAP W band minus its l ≤ 64 part" --units "μK"
stage "The same sky on Gauss-Legendre rings" s2fft inverse wmap_alm.fits --sampling gl -o wmap_gl.npy
stage "T, E and B as maps" s2fft inverse wmap_alm.fits --field real --nside 32 -o wmap_TEB.fits
for mode in E:2 B:3; do
  stage "${mode%:*} modes" s2fft picture wmap_TEB.fits --columns "${mode#*:}" -o "wmap_${mode%:*}.png" \
    --factor 1000 --colours diverging --range -20,20 --title "WMAP W band: ${mode%:*} modes, l ≤ 64" --units "μK"
done

stage "From Galactic to ecliptic coordinates" s2fft rotate "$wmap" --pol --remove-monopole \
  --from galactic --to ecliptic -o wmap_ecliptic.fits
stage "The sky around the ecliptic" s2fft picture wmap_ecliptic.fits -o wmap_ecliptic.png --factor 1000 \
  --colours planck --range -200,200 --title "WMAP 7-year W band, ecliptic coordinates" --units "μK"
stage "A mask with soft edges" s2fft mask "$mask" --apodise 3 --kind c2 -o wmap_mask.fits
stage "Spectrum of the whole sky" s2fft cl "$wmap" --remove-monopole --lmax 64 -o wmap_whole.txt
stage "Outside the mask, with error bars" s2fft cl "$wmap" --remove-monopole --lmax 64 --mask wmap_mask.fits \
  --bin 4 --bin-as dl -o wmap_bands.txt --plot wmap_bands.png --log --model wmap_whole.txt \
  --title "WMAP 7-year W band, temperature: outside the mask" --title "whole sky, Galaxy included" --units "mK^{2}"
