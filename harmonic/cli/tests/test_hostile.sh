#!/bin/sh
# SPDX-License-Identifier: MIT
# The command against mistakes and accidents: it says what is wrong, and never gives a wrong result
# without a word. TAP on stdout.
. "$(dirname "$0")/../../../common/cli/tap.sh"
harmonic=$program
"$harmonic" sample gaussian --ndim 2 --draws 200 -q -o g
cat >good.json <<'E2'
{"ln_evidence": 3, "error": 0.1, "verdict": "good"}
E2

# ------------------------------------------------------------------ words
for option in "--model flow|realnvp" "--shape truncated|ball"; do
  # shellcheck disable=SC2086 # words
  fails "several choices at once: $option" 2 "give one of" "$harmonic" evidence g $option
done
fails "several samplers at once" 2 "give one of" "$harmonic" sample gaussian --sampler "direct|nuts" -o x
# shellcheck disable=SC2046
fails "more models than there is room for" 2 "at most 64 arguments" \
  "$harmonic" compare $(awk 'BEGIN { for (k = 0; k < 65; k++) print "good.json" }')
fails "problems beside their list" 2 "--list takes no problems" "$harmonic" validate --list gaussian
fails "a seed too long for 64 bits" 2 "--seed 99999999999999999999: give a number in 0" \
  "$harmonic" evidence g --seed 99999999999999999999
fails "a part of burn-in that is none" 2 "--burn nan" "$harmonic" evidence g --burn nan
fails "thinning of a chain away" 2 "--thin 0: give a number in 1" "$harmonic" evidence g --thin 0
fails "an odd ensemble" 1 "walkers = 33 is not an even number in" \
  "$harmonic" sample gaussian --ndim 2 --sampler ensemble --chains 33 -o x
fails "an empty name of a folder" 1 "the folder cannot be made" "$harmonic" evidence g --model gaussian -o ""
if [ -c /dev/full ]; then
  for word in --help "evidence --help" "validate --list" "diagnose g" "evidence g --model gaussian"; do
    fails "$word that cannot be written" 1 "stdout cannot be written" sh -c "'$harmonic' $word >/dev/full"
  done
fi

# ------------------------------------------------------------------ columns that the format has not
fails "a column of ln P in GetDist files" 1 "g_1.txt: files of format getdist have no ln_post to be named" \
  "$harmonic" evidence g --ln-post like
fails "a column of weights" 1 "no weight to be named" "$harmonic" evidence g --weight w
fails "a member of a text" 1 "no samples to be named" "$harmonic" evidence g --samples x
fails "axes of a text" 1 "no axes to be named" "$harmonic" evidence g --axes step
"$harmonic" convert g -q -o g.npz
fails "names of parameters in arrays" 1 "files of format npz have no parameters to be named" \
  "$harmonic" evidence g.npz --parameters param1

# ------------------------------------------------------------------ chains of an earlier run
cp g_1.txt g_5.txt
fails "a chain that would be read with the new ones" 1 "g_5.txt is there from other chains" \
  "$harmonic" sample gaussian --ndim 2 --draws 200 -o g
ok "stays, as they do" cmp g_1.txt g_5.txt
rm g_5.txt
ok "the same chains again replace them" "$harmonic" sample gaussian --ndim 2 --draws 200 -o g
"$harmonic" sample gaussian --chains 1 --draws 20 -q -o one
fails "a chain that would be read in place of the new ones" 1 "one.txt is there from other chains" \
  "$harmonic" sample gaussian --draws 20 -o one
ok "one chain again replaces it" "$harmonic" sample gaussian --chains 1 --draws 20 -o one
fails "for Cobaya" 1 "g_1.txt is there from other chains" "$harmonic" convert g --to cobaya -o g
ok "in a root of its own" "$harmonic" convert g --to cobaya -o cobaya
ok "the same again" "$harmonic" convert g --to cobaya -o cobaya
fails "a chain after those" 1 "cobaya.5.txt is there" \
  sh -c "cp cobaya.4.txt cobaya.5.txt; '$harmonic' convert g --to cobaya -o cobaya"
fails "a file of the name of the root" 1 "good.json is there" "$harmonic" convert g -o good.json
ok "a folder of that name is none" sh -c "mkdir folder && '$harmonic' convert g -o folder"
ok "files of one name are replaced" sh -c "'$harmonic' convert g -o g.csv && '$harmonic' convert g -o g.csv"
fails "but not folders" 1 "folder.npz: cannot be replaced" sh -c "mkdir folder.npz; '$harmonic' convert g -o folder.npz"

# ------------------------------------------------------------------ results
result() { # result NAME TEXT JSON: refused
  printf '%s\n' "$3" >bad.json
  fails "$1" 1 "bad.json: $2" "$harmonic" compare bad.json good.json
}
result "a result with something after it" "this is not JSON at byte 33" '{"ln_evidence": 3, "error": 0.1} {"'
result "a hexadecimal number" "this is not JSON at byte 16" '{"ln_evidence": 0x10, "error": 0.1}'
result "nan" "no ln_evidence" '{"ln_evidence": nan, "error": 0.1}'
result "an infinite ln z" "ln_evidence = inf with the error 0.1" '{"ln_evidence": 1e999, "error": 0.1}'
result "a negative error" "ln_evidence = 3 with the error -1" '{"ln_evidence": 3, "error": -1}'
result "an unknown verdict" "the verdict is not good, doubtful or bad" '{"ln_evidence": 3, "error": 1, "verdict": "fine"}'
result "an empty result" "this is not JSON at byte 1" ''
head -c 1048600 /dev/zero | tr '\0' ' ' >long.json
fails "a result without an end" 1 "long.json: too long for a result" "$harmonic" compare long.json good.json
fails "a folder in place of a result" 1 "folder.json: cannot be read" \
  sh -c "mkdir folder.json; '$harmonic' compare folder.json good.json"
echo '{"ln_evidence": 2, "error": 0.1}' >bare.json
ok "a result without a verdict" sh -c "'$harmonic' compare good.json bare.json >table"
ok "is doubtful" grep -q '^bare.json .*(doubtful)' table

# ------------------------------------------------------------------ tables and arrays
ok "diagnose prints a table" sh -c "'$harmonic' diagnose g >table"
ok "of a line for each parameter" grep -q '^param2  *[-0-9]' table
ok "and one for ln P" grep -q '^ln P  *[-0-9]' table
ok "doubts are marked" sh -c "awk '{ print 1, \$2, \$3 + NR, \$4 }' g_1.txt >drift.txt && '$harmonic' diagnose drift.txt >table 2>err2 &&
  grep -q '^param1 .* !' table && grep -q 'marked by !' err2"
ok "a constant has no R-hat" sh -c "awk '{ print 1, \$2, 7, \$4 }' g_1.txt >still.txt && '$harmonic' diagnose still.txt --json | grep -q '\"rhat\": null'"
ok "validate prints a table" sh -c "'$harmonic' validate gaussian --ndim 2 --model gaussian --draws 500 >table"
ok "of pulls" grep -q '^gaussian  *2  ' table
ok "and of coverage" sh -c "'$harmonic' validate gaussian --ndim 2 --model gaussian --draws 200 --repeat 3 | grep -q '^gaussian  *2  *3 '"
ok "in silence if wanted" sh -c "[ -z \"\$('$harmonic' validate gaussian --ndim 2 --model gaussian --draws 200 -q 2>&1)\" ]"
# [chain][step][parameter]: two chains of three steps and two parameters, ln P after them.
{ printf '\223NUMPY\001\000\166\000%-117s\n' "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3, 3), }"
  head -c 144 /dev/zero; } >steps.npy
ok "axes of arrays" "$harmonic" convert steps.npy --axes chain -o chain.csv --json
ok "two chains" sh -c "[ '$(number chains out)' = 2 ]"
ok "in the other order" "$harmonic" convert steps.npy --axes step -o step.csv --json
ok "three" sh -c "[ '$(number chains out)' = 3 ]"

# ------------------------------------------------------------------ accidents
ok "no terminal, no stderr" sh -c "'$harmonic' evidence g --model gaussian --progress -o quiet -q 2>&-"
ok "changes nothing" sh -c "'$harmonic' evidence g --model gaussian -o loud -q && cmp quiet/result.json loud/result.json"
"$harmonic" sample rosenbrock --sampler nuts --ndim 10 --draws 100000 -q -o stopped &
kill $!
wait $! 2>/dev/null
ok "a run that was stopped leaves no chains" sh -c '! ls stopped* 2>/dev/null | grep .'
ok "failures leave nothing behind" sh -c '! ls x x.* x_* ./*tmp-* 2>/dev/null | grep .'
finish
