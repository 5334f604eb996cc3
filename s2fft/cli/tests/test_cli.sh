#!/bin/sh
# SPDX-License-Identifier: MIT
# The command as a user meets it: every sub-command, its files, its exit status. TAP on stdout.
. "$(dirname "$0")/../../../common/cli/tap.sh"
s2fft=$program

# A red spectrum to start from.
awk 'BEGIN { for (l = 0; l < 48; l++) printf "%d %.17g\n", l, l < 2 ? 0 : 1 / (l * (l + 1)) }' >cl.txt

ok "help fits a screen" sh -c "'$s2fft' --help >help.txt && [ \$(wc -l <help.txt) -lt 25 ]"
for command in forward inverse spectrum synth convert picture info rotate smooth mask points wigner \
  cl rand; do
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

# Names of commands, and what the short ones do.
ok "rand is synth" sh -c "'$s2fft' rand cl.txt --nside 16 --seed 5 -o rand.fits && cmp rand.fits map.fits"
ok "cl is spectrum" sh -c "'$s2fft' cl alm.fits -o short.txt && cmp short.txt out2.txt"

# A rotation by beta = 90 degrees takes the north pole to (theta, phi) = (90, 0) degrees, and the
# pole of the Galaxy is at right ascension 192.859508, declination 27.128336 degrees (J2000).
near() { # near FILE1 FILE2 DIFFERENCE: the values (third column) of two files of one point agree
  paste "$1" "$2" | awk "!/#/ { d = \$3 - \$6; exit !(d < $3 && d > -$3) }"
}
echo "0 0" >pole.txt
echo "1.5707963267948966 0" >equator.txt
awk 'BEGIN { d = atan2(0, -1) / 180; printf "%.12f %.12f\n", (90 - 27.128336) * d, 192.859508 * d }' >ngp.txt
ok "rotate turns coefficients" "$s2fft" rotate alm.fits --euler 0,90,0 -o turned.fits
ok "points evaluates at the pole" "$s2fft" points alm.fits pole.txt -o pole_value.txt
ok "points evaluates the turned field" "$s2fft" points turned.fits equator.txt -o turned_value.txt
ok "the same there" near pole_value.txt turned_value.txt 1e-8
ok "rotate changes coordinates" "$s2fft" rotate alm.fits --from galactic --to equatorial -o equatorial.fits
ok "points looks at the pole of the Galaxy" "$s2fft" points equatorial.fits ngp.txt -o ngp_value.txt
ok "the same as the pole, to 1e-4 degrees" near pole_value.txt ngp_value.txt 1e-4
ok "coordinates change back" sh -c "'$s2fft' rotate equatorial.fits --from equatorial --to galactic -o galactic.fits &&
  '$s2fft' inverse galactic.fits --sampling mw -o mw3.npy && '$s2fft' info mw3.npy --sampling mw --minus mw.npy --json >diff.json"
ok "without loss" below "$(number largest_difference diff.json)" 1e-12
ok "rotate turns maps" "$s2fft" rotate iqu.fits --pol --from galactic --to ecliptic --lmax 31 -o ecliptic.fits
ok "that know where they are" sh -c "'$s2fft' info ecliptic.fits --json | grep -q '\"coordinates\": \"E\"'"
ok "and turn back by that" sh -c "'$s2fft' rotate ecliptic.fits --pol --to galactic --lmax 31 -o back.fits &&
  '$s2fft' info back.fits --json | grep -q '\"coordinates\": \"G\"'"
ok "points evaluates T, Q, U" sh -c "'$s2fft' points teb.fits ngp.txt --pol -o tqu.txt && grep -q 'T Q U' tqu.txt"
ok "points writes arrays" "$s2fft" points alm.fits ngp.txt --tolerance 1e-4 -o ngp.npy

ok "smooth is the beam of inverse" sh -c "'$s2fft' smooth mw.npy --sampling mw --fwhm 600 -o s1.npy &&
  '$s2fft' inverse alm.fits --sampling mw --fwhm 600 -o s2.npy &&
  '$s2fft' info s1.npy --sampling mw --minus s2.npy --json >diff.json"
ok "to rounding" below "$(number largest_difference diff.json)" 1e-12
ok "smooth passes a band" sh -c "'$s2fft' smooth mw.npy --sampling mw --lmin 5 --lmax 9 -o band.npy &&
  '$s2fft' spectrum band.npy --sampling mw -o band.txt"
ok "and nothing else" awk '!/#/ && ($1 < 5 || $1 > 9 ? $2 > 1e-28 : $2 < 1e-5) { bad = 1 } END { exit bad }' band.txt
awk 'BEGIN { for (l = 0; l < 32; l++) print l, l == 7 }' >seven.txt
ok "smooth takes a window" sh -c "'$s2fft' smooth mw.npy --sampling mw --window seven.txt -o seven.npy &&
  '$s2fft' spectrum seven.npy --sampling mw -o band.txt"
ok "as it is" awk '!/#/ && ($1 == 7 ? $2 < 1e-5 : $2 > 1e-28) { bad = 1 } END { exit bad }' band.txt

# Masks: 2000 of 3072 pixels, both caps; and the whole sky.
awk 'BEGIN { for (p = 0; p < 3072; p++) printf "%d ", (p < 1000 || p >= 2072) }' >caps.txt
awk 'BEGIN { for (p = 0; p < 3072; p++) printf "1 " }' >whole.txt
ok "mask tells the sky" "$s2fft" mask caps.txt -o caps.fits --json
cp out sky.json
ok "that it leaves" below "$(awk "BEGIN { d = $(number f_sky sky.json) - 2000 / 3072; print d * d }")" 1e-12
for kind in c1 c2 smooth; do
  ok "mask apodises by $kind" sh -c "'$s2fft' mask caps.txt --apodise 5 --kind $kind -o $kind.fits --json >sky.json"
  ok "which leaves less power" below "$(number w2 sky.json)" 0.65
done
ok "the kinds differ" sh -c "! cmp -s c1.fits c2.fits && ! cmp -s c1.fits smooth.fits"
ok "band powers of the whole sky" "$s2fft" spectrum map.fits --lmax 31 --bin 6 -o whole_bands.txt
ok "by a mask of ones" "$s2fft" spectrum map.fits --lmax 31 --bin 6 --mask whole.txt -o ones_bands.txt
ok "are the same to the analysis of the mask" sh -c "paste whole_bands.txt ones_bands.txt | awk '!/#/ {
  d = \$5 / \$2 - 1; if (d * d > 1e-8 || \$1 != \$4) bad = 1 } END { exit bad || NR != 6 }'"
ok "the error bars are those of 2 l + 1 modes" sh -c "'$s2fft' spectrum map.fits --lmax 31 --bin 1 --lmin 0 -o ones.txt &&
  awk '!/#/ && \$2 > 1e-20 { d = (\$3 / \$2) ^ 2 * (2 * \$1 + 1) / 2 - 1; if (d * d > 1e-20) bad = 1 } END { exit bad }' ones.txt"
ok "band powers outside a mask" "$s2fft" cl map.fits --lmax 31 --bin 6 --bin-as dl --mask c2.fits -o masked.txt
ok "lie around the model, l(l+1)C = 1" awk '!/#/ { d = ($2 - 1 / (2 * atan2(0, -1))) / $3; chi += d * d; n++ }
  END { exit !(n == 5 && chi < 15) }' masked.txt
ok "six band powers of T, E, B" sh -c "'$s2fft' spectrum iqu.fits --pol --lmax 31 --mask c2.fits -o six.txt &&
  [ \"\$(grep -v '#' six.txt | head -n 1 | wc -w)\" -eq 13 ]"

# Three maps as one function of (gamma, theta, phi), N = 2, and its coefficients.
ok "three samples in gamma" "$s2fft" synth teb.txt --pol --sampling mw --lmax 15 --seed 3 -o gamma.npy
ok "wigner analyses them" "$s2fft" wigner gamma.npy --forward --sampling mw -o flmn.npy
ok "wigner synthesises" "$s2fft" wigner flmn.npy --inverse --field real --sampling mw -o f1.npy
ok "and again" sh -c "'$s2fft' wigner f1.npy --forward --sampling mw --band-limit 16 --orders 2 -o flmn.npy &&
  '$s2fft' wigner flmn.npy --inverse --orders 2 --sampling mw -o f2.npy &&
  '$s2fft' info f2.npy --sampling mw --minus f1.npy --json >diff.json"
ok "the same" below "$(number largest_difference diff.json)" 1e-12
ok "steerable, N = 3" sh -c "'$s2fft' wigner gamma.npy --forward --steerable --sampling mw -o st.npy &&
  '$s2fft' wigner st.npy --inverse --steerable --field real --sampling mw -o f1.npy &&
  '$s2fft' wigner f1.npy --forward --steerable --orders 3 --sampling mw -o st2.npy &&
  '$s2fft' wigner st2.npy --inverse --steerable --field real --sampling mw -o f2.npy &&
  '$s2fft' info f2.npy --sampling mw --minus f1.npy --json >diff.json"
ok "the same too" below "$(number largest_difference diff.json)" 1e-12
ok "complex functions" sh -c "'$s2fft' wigner st.npy --inverse --sampling gl -o c1.npy &&
  '$s2fft' wigner c1.npy --forward --sampling gl --json -o c.npy | grep -q '\"field\": \"complex\", \"band_limit\": 16, \"orders\": 2'"

if [ "$S2FFT_CLI_PICTURES" = 1 ]; then
  ok "picture" "$s2fft" picture map.fits -o map.png --width 400 --title Map --colours planck
  ok "is a PNG" sh -c "head -c 4 map.png | grep -q PNG"
  ok "plot" "$s2fft" spectrum alm.fits --plot cl.png --model cl.txt --log --width 400
  ok "plot of band powers" "$s2fft" spectrum map.fits --lmax 31 --mask c2.fits --plot bands.png --model cl.txt --width 400
  ok "picture of a mask" "$s2fft" mask c2.fits -o again.fits --picture mask.png
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
fails "no rotation" 2 "give --euler" "$s2fft" rotate alm.fits -o x.fits
fails "bad angles" 2 "--euler 1,2: give ALPHA" "$s2fft" rotate alm.fits --euler 1,2 -o x.fits
fails "unknown coordinates" 2 "--from galaxy: give one of" "$s2fft" rotate alm.fits --from galaxy --to ecliptic -o x.fits
fails "coordinates that nobody told" 2 "give --from" "$s2fft" rotate map.fits --to ecliptic -o x.fits
fails "nothing to smooth" 2 "--fwhm" "$s2fft" smooth map.fits -o x.fits
fails "empty band" 2 "--lmin 9: give at most 5" "$s2fft" smooth map.fits --lmin 9 --lmax 5 -o x.fits
fails "window too short" 1 "seven.txt ends at l = 31" "$s2fft" smooth map.fits --window seven.txt -o x.fits
fails "width of edges" 2 "in 0 .. 180" "$s2fft" mask caps.txt --apodise 200 -o x.fits
fails "kind without width" 2 "--apodise DEG" "$s2fft" mask caps.txt --kind c1 -o x.fits
fails "mask below zero" 1 "mask" "$s2fft" mask map.fits --apodise 3 -o x.fits
"$s2fft" inverse low.fits --sampling mw -q -o other.npy
fails "mask on another grid" 1 "not on the grid" "$s2fft" spectrum mw.npy --sampling mw --mask other.npy -o x.txt
fails "masked coefficients" 1 "maps to be masked" "$s2fft" spectrum alm.fits --mask caps.fits -o x.txt
fails "bins without bands" 2 "need --bin" "$s2fft" spectrum map.fits --lmin 4 -o x.txt
fails "bands beyond the spectrum" 2 "end at l = 31" "$s2fft" spectrum map.fits --lmax 31 --bin 4 --lmin 32 -o x.txt
fails "points in three columns" 1 "two, theta and phi" "$s2fft" points alm.fits teb.txt -o x.txt
echo "4 0" >beyond.txt
fails "point off the sphere" 1 "theta" "$s2fft" points alm.fits beyond.txt -o x.txt
fails "tolerance out of range" 2 "1e-12 .. 0.001" "$s2fft" points alm.fits pole.txt --tolerance 1 -o x.txt
fails "direction of wigner" 2 "--forward and --inverse" "$s2fft" wigner flmn.npy --sampling mw -o x.npy
fails "shape of coefficients" 1 "2N-1" "$s2fft" wigner square.npy --inverse --sampling mw -o x.npy
fails "orders that are not there" 1 "not --orders 3" "$s2fft" wigner gamma.npy --forward --sampling mw --orders 3 -o x.npy
fails "even number of planes" 1 "--field real" "$s2fft" wigner flmn.npy --inverse --sampling mw -o x.npy
fails "unwritable output" 1 "none/x.fits" "$s2fft" forward map.fits --lmax 8 -o none/x.fits
printf 'SIMPLE  = T' >broken.fits
fails "broken file" 1 "broken.fits" "$s2fft" forward broken.fits -o x.fits
ok "nothing is left of what failed" sh -c "! ls x.* none 2>/dev/null | grep -q ."
finish
