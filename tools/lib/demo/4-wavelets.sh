# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154 # variables of tools/demo, which sources this file
# Wavelets: scales and orientations of the sky and of the relief, noise taken out of maps whose truth
# is known, one component out of several frequencies.

vband=$healpy/wmap_band_iqumap_r9_7yr_V_v4_udgraded32.fits
smooth=(--wavelet-sampling gl --full-resolution) # maps of coarse scales without visible pixels

# white SIGMA NSIDE LMAX FILE: spectrum of noise of SIGMA in every pixel
white() {
  awk -v s="$1" -v n="$2" -v lmax="$3" 'BEGIN { c = s * s * atan2(0, -1) / (3 * n * n)
    for (l = 0; l <= lmax; l++) print l, c }' >"$4"
}
# decibels SIGNAL NOISE: of two root mean squares
decibels() { awk -v s="$1" -v n="$2" 'BEGIN { printf "%.2f", 20 * log(s / n) / log(10) }'; }
# residual MAP TRUTH: root mean square of the difference
residual() { s2fft info "$1" --minus "$2" --json >report.json; number rms; }

echo; echo "== Wavelets: scales and orientations"
stage "The kernels" s2wav tiling --band-limit 128 --jmin 2 -o kernels.txt --picture kernels.png
stage "The sky in three orientations" s2wav picture "$wmap" --remove-monopole --lmax 63 --orientations 3 \
  --jmin 3 "${smooth[@]}" -o wavelets_wmap.png --scale 1000 --units "μK" \
  --title "WMAP 7-year W band in scales and orientations"
stage "Wavelets of the relief" s2wav analysis relief_alm.fits --orientations 3 --jmin 2 -o relief_wavelets.npz
stage "Back from wavelets" s2wav synthesis relief_wavelets.npz --sampling gl -o relief_from_wavelets.npy
stage "Round trip" s2fft info relief_from_wavelets.npy --sampling gl --minus relief_gl.npy
found "ETOPO: synthesis of the wavelet analysis, L = 270, 3 orientations, largest difference [m]" "$(number largest_difference)"
stage "Ridges and trenches by direction" s2wav picture relief_alm.fits --band-limit 64 --orientations 3 \
  --jmin 4 "${smooth[@]}" --geographic -o wavelets_relief.png --units m \
  --title "ETOPO relief: ridges (red) and trenches (blue) by direction"

echo; echo "== Noise taken out, the truth being known"
awk 'BEGIN { for (l = 0; l < 128; l++) print l, l < 2 ? 0 : 6283 * (1 + 4 * exp(-((l - 220) / 90)^2)) / (l * (l + 1)) }' >sky_model.txt
stage "A sky like the microwave background [μK]" s2fft synth sky_model.txt --seed 1 --nside 64 -o sky_true.fits
s2fft inverse relief_alm.fits --band-limit 128 --nside 64 --quiet -o relief_true.fits
for case in "sky 100 μK planck 400" "relief 1000 m terrain 6000 --geographic"; do
  read -r name sigma unit colours range how <<<"$case"
  white "$sigma" 64 127 "${name}_noise.txt"
  s2fft synth "${name}_noise.txt" --seed 2 --nside 64 --quiet -o noise.fits
  stage "Noise of $sigma $unit in every pixel: $name" s2fft convert "${name}_true.fits" --minus noise.fits -o "${name}_noisy.fits"
  stage "Wavelet thresholds: $name" s2wav denoise "${name}_noisy.fits" --lmax 127 --orientations 3 --jmin 2 \
    --noise-cl "${name}_noise.txt" --rule sure --truth "${name}_true.fits" -o "${name}_clean.fits"
  found "Noise of $sigma $unit a pixel on the $name, l < 128: signal to noise before, after, gain [dB]" \
    "$(printf '%.2f, %.2f, %.2f' "$(number before_dB)" "$(number after_dB)" "$(number gain_dB)")"
  stage "Before and after: $name" s2fft picture "${name}_true.fits" "${name}_noisy.fits" "${name}_clean.fits" \
    --tile 3 ${how:+"$how"} -o "wavelets_denoised_$name.png" --colours "$colours" --range "-$range,$range" --units "$unit" \
    --title "truth" --title "with noise of $sigma $unit a pixel" --title "after thresholds on its wavelets"
done

echo; echo "== One component of several frequencies"
for band in V W; do
  s2fft convert "${vband/_V_/_${band}_}" --columns 1 --remove-monopole --quiet -o "wmap_$band.fits"
done
stage "Band V and band W combined" s2wav ilc wmap_V.fits wmap_W.fits --lmax 63 --jmin 2 -o wmap_ilc.fits
stage "The Galaxy before and after" s2fft picture wmap_V.fits wmap_W.fits wmap_ilc.fits --tile 3 -o wavelets_ilc.png \
  --factor 1000 --colours planck --range -300,300 --units "μK" --title "WMAP V band" --title "WMAP W band" \
  --title "internal linear combination"
# Three frequencies of a known sky: the Galaxy of V minus W in proportions 1, 2, 3, and noise.
awk '{ print $1, 1e-6 * $2 }' sky_model.txt >cmb_model.txt
s2fft synth cmb_model.txt --lmax 63 --seed 4 --nside 32 --quiet -o cmb.fits
s2fft convert wmap_W.fits --minus wmap_V.fits --quiet -o galaxy.fits
white 0.02 32 63 noise.txt
before=cmb.fits
for channel in 1 2 3; do
  s2fft convert "$before" --minus galaxy.fits --quiet -o galactic.fits
  s2fft synth noise.txt --seed 1$channel --nside 32 --quiet -o noise.fits
  s2fft convert galactic.fits --minus noise.fits --quiet -o channel_$channel.fits
  cp galactic.fits before.fits; before=before.fits
done
stage "Three simulated channels combined" s2wav ilc channel_1.fits channel_2.fits channel_3.fits --lmax 63 --jmin 2 -o cmb_ilc.fits
power=$(s2fft info cmb.fits --json >report.json; number rms)
was=$(decibels "$power" "$(residual channel_1.fits cmb.fits)") is=$(decibels "$power" "$(residual cmb_ilc.fits cmb.fits)")
found "Three simulated channels: signal to everything else in the best one, in their combination [dB]" "$was, $is"
stage "Channels, combination and truth" s2fft picture channel_1.fits channel_3.fits cmb_ilc.fits cmb.fits --tile 2 -o wavelets_ilc_simulated.png \
  --factor 1000 --colours planck --range -300,300 --units "μK" --title "channel 1 of 3" --title "channel 3 of 3" \
  --title "internal linear combination" --title "truth"
rm -f noise.fits noise.txt galactic.fits before.fits
