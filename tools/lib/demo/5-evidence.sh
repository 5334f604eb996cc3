# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154 # variables of tools/demo, which sources this file
# Evidence: two models of the temperature of the sea, against quadrature.

ships=/usr/share/ferret-vis/data/coads_climatology.cdf
LD_LIBRARY_PATH+=:$sub/harmonic/files PATH=$sub/harmonic/examples:$PATH
export OMP_WAIT_POLICY=passive # training has many short parallel parts: idle threads sleep

# words TITLE COMMAND...: as stage, for a command whose report is words, kept in words.txt
words() {
  local title=$1; shift
  printf '\n%s\n  $ %s\n' "$title" "$*"
  "$@" >words.txt
  sed 's/^/  /' words.txt
  # shellcheck disable=SC2016 # quotes of the page
  printf '| %s | `%s` | %s |\n' "$title" "$*" "$(grep '^ *ln [zB] =' words.txt | tr '\n' ';')" >>stages.md
}
factor() { sed -n "s/^ln B = .* exact \(.*\);.*/\1/p" words.txt; } # that of the quadrature

echo; echo "== Evidence: has the sea a half-yearly cycle beside the yearly one?"
for site in "hawaii 201 23 north of Hawaii" "arabian 65 15 in the Arabian Sea"; do
  read -r name longitude latitude place <<<"$site"
  words "Two models sampled, their evidences, $place" sea_temperature "$ships" "$longitude" "$latitude" "sea_$name"
  quadrature=$(factor)
  for model in annual semiannual; do
    words "Evidence of the chains, $place, $model" harmonic evidence "sea_$name-$model" -o "sea_$name-$model"
  done
  stage "Bayes factor $place" harmonic compare "sea_$name-semiannual" "sea_$name-annual"
  found "COADS: ln Bayes factor for a half-yearly cycle of the sea's temperature $place" \
    "$(printf '%.4f ± %.4f' "$(number ln_bayes_factor)" "$(number error)") (quadrature: $quadrature)"
done
for picture in curve tail corner; do mv "sea_arabian-semiannual/$picture.png" "evidence_$picture.png"; done
rm -f words.txt
