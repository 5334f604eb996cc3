#!/bin/sh
# SPDX-License-Identifier: MIT
# The command as a user meets it: every sub-command, its files, its exit status. TAP on stdout.
. "$(dirname "$0")/../../../common/cli/tap.sh"
harmonic=$program
# near A B TOLERANCE: two numbers agree
near() { [ -n "$1" ] && [ -n "$2" ] && awk "BEGIN { d = $1 - ($2); exit !(d * d <= $3 * $3) }"; }

ok "help fits a screen" sh -c "'$harmonic' --help >help.txt && [ \$(wc -l <help.txt) -lt 25 ]"
for command in evidence compare fit sample diagnose validate convert; do
  ok "$command explains itself" sh -c "'$harmonic' $command --help | grep -q Example"
  ok "on one screen" sh -c "[ \$('$harmonic' $command --help | wc -l) -lt 50 ]"
done
for shell in bash zsh fish; do
  ok "completion for $shell" sh -c "'$harmonic' completion $shell | grep -q temperature"
done
ok "bash reads its completion" sh -c "! command -v bash || '$harmonic' completion bash | bash -n"

# Samples of a posterior whose ln z is known.
ok "sample draws directly" "$harmonic" sample gaussian --ndim 3 --draws 1500 --seed 4 -o g --json
cp out truth.json
ok "sample writes GetDist files" test -s g_1.txt -a -s g_4.txt -a -s g.paramnames
ok "the same with three threads" sh -c "'$harmonic' sample gaussian --ndim 3 --draws 1500 --seed 4 --threads 3 -o h &&
  cmp g_2.txt h_2.txt"
ok "another seed draws others" sh -c "'$harmonic' sample gaussian --ndim 3 --draws 1500 --seed 5 -o h && ! cmp -s g_2.txt h_2.txt"
ok "sample runs NUTS" "$harmonic" sample logistic --draws 300 --warmup 300 --chains 2 -o logistic --json
ok "which tells its divergences" near "$(number divergences out)" 0 0
ok "with a dense metric" "$harmonic" sample gaussian --ndim 2 --sampler nuts --metric dense --draws 200 --warmup 200 -o dense
ok "sample runs an ensemble" "$harmonic" sample gaussian --ndim 2 --sampler ensemble --draws 100 --warmup 200 -o ensemble --json
ok "of 32 walkers" near "$(number walkers out)" 32 0
ok "bounds of a problem go to the ranges" sh -c "'$harmonic' sample truncated --ndim 2 --draws 500 -o box && grep -q 'param1 0 1' box.ranges"

ok "evidence prints ln z" sh -c "'$harmonic' evidence g --model gaussian >table && grep -q 'ln z = ' table"
ok "with its budget" grep -q autocorrelation table
ok "evidence writes a folder" "$harmonic" evidence g --model gaussian -o found
ok "whose ln z is right" near "$(number ln_evidence found/result.json)" "$(number true_ln_evidence truth.json)" 0.01
ok "and whose verdict is good" grep -q '"verdict": "good"' found/result.json
ok "evidence tells it as one line of JSON" sh -c "'$harmonic' evidence g --model gaussian --json >one.json && [ \$(wc -l <one.json) -eq 1 ]"
ok "with the same number" near "$(number ln_evidence one.json)" "$(number ln_evidence found/result.json)" 0
ok "in silence" sh -c "[ -z \"\$('$harmonic' evidence g --model gaussian -q 2>&1)\" ]"
ok "the same with three threads" sh -c "'$harmonic' evidence g --model gaussian --threads 3 -o found3 -q && cmp found/result.json found3/result.json"
for model in ellipsoid mixture realnvp flow; do
  ok "evidence by $model" "$harmonic" evidence g --model $model --folds 2 --epochs 2 -o $model --no-pictures
  ok "is right" near "$(number ln_evidence $model/result.json)" "$(number true_ln_evidence truth.json)" 0.1
done
ok "no picture where none is wanted" test ! -e flow/corner.png
ok "at a temperature" "$harmonic" evidence g --model gaussian --temperature 0.5 --json
ok "that is kept" near "$(number parameter out)" 0.5 0
ok "in a ball" sh -c "'$harmonic' evidence g --model gaussian --shape ball | grep -q '(ball'"
ok "burn-in and thinning" "$harmonic" evidence g --model gaussian --burn 0.5 --thin 3 --json
ok "leave what they leave" near "$(number nsamples out)" 1000 0
ok "burn-in of points" "$harmonic" evidence g --model gaussian --burn 500 --json
ok "leaves them out" near "$(number nsamples out)" 4000 0
ok "a constant of ln P" "$harmonic" evidence g --model gaussian --ln-prior -2 --json
ok "is a constant of ln z" near "$(number ln_evidence out)" "$(number ln_evidence one.json | awk '{ printf "%.15g", $1 - 2 }')" 1e-9
ok "the posterior checks by bridge sampling" sh -c "'$harmonic' evidence g --model gaussian --posterior gaussian | grep -q bridge"
ok "models stay within the ranges" "$harmonic" evidence box --model gaussian --json
ok "or not" sh -c "'$harmonic' evidence box --model gaussian --no-bounds --json | cmp -s - out; [ \$? -eq 1 ]"
ok "circles" "$harmonic" evidence box --model gaussian --circular param2 --json
ok "progress without a terminal" sh -c "'$harmonic' evidence g --model gaussian --progress 2>&1 >/dev/null | grep -q '100 %'"

ok "compare reads folders" "$harmonic" compare found ellipsoid --json
ok "and gives the Bayes factor" near "$(number ln_bayes_factor out)" \
  "$(awk "BEGIN { print $(number ln_evidence found/result.json) - $(number ln_evidence ellipsoid/result.json) }")" 1e-6
ok "compare reads reports" "$harmonic" compare one.json found/result.json --json
ok "of the same" near "$(number ln_bayes_factor out)" 0 0
ok "compare reads chains" sh -c "'$harmonic' compare g h found --model gaussian --words >table"
ok "in words" grep -q inconclusive table
ok "only if asked" sh -c "! '$harmonic' compare found ellipsoid | grep -q inconclusive"

ok "fit learns a model" "$harmonic" fit g --model flow --epochs 2 --layers 2 -o flow.safetensors --json
ok "and tells the loss" near "$(number epochs out)" 2 0
ok "whose file is there" test -s flow.safetensors

ok "diagnose tells R-hat" "$harmonic" diagnose g --json
ok "which is about 1" near "$(number rhat out)" 1 0.01
ok "diagnose finds what has not converged" sh -c "awk '{ print 1, \$2, \$3 + 9, \$4, \$5 }' g_1.txt >g_5.txt && '$harmonic' diagnose g --json"
ok "in the first parameter" near "$(number rhat out | awk '{ print ($1 > 1.1) }')" 1 0
rm g_5.txt

ok "validate lists problems" sh -c "'$harmonic' validate --list | grep -q '^rosenbrock '"
ok "validate tells pulls" "$harmonic" validate gaussian radiata-1 --model gaussian --draws 1000 --json
ok "which are small" near "$(number pull out)" 0 4
ok "validate tells coverage" "$harmonic" validate gaussian --ndim 2 --model gaussian --draws 300 --repeat 5 --json
ok "of all repetitions" near "$(number repetitions out)" 5 0

ok "convert writes CSV" "$harmonic" convert g -o g.csv
ok "convert writes NPZ" "$harmonic" convert g.csv -o g.npz
ok "convert writes GetDist again" "$harmonic" convert g.npz --to getdist -o again
ok "without loss" cmp g_3.txt again_3.txt
ok "convert picks parameters" sh -c "'$harmonic' convert g --parameters param1,param3 -o two.csv && head -n 1 two.csv | grep -q 'ln_posterior,param1,param3\$'"
ok "convert burns in" sh -c "'$harmonic' convert g --burn 0.9 -o short.csv && [ \$(wc -l <short.csv) -eq 601 ]"

# A posterior that a normal distribution does not fit, from few samples.
ok "a hard posterior" "$harmonic" sample rosenbrock --ndim 10 --draws 100 -o hard
exits "a bad verdict is no failure" 0 "$harmonic" evidence hard --model gaussian
exits "unless it is to be" 3 sh -c "'$harmonic' evidence hard --model gaussian --strict >table"
ok "a flat prior that ln P lacks" sh -c "'$harmonic' evidence hard --model gaussian --json >with.json &&
  '$harmonic' evidence hard --model gaussian --flat-prior --json >without.json"
ok "is that of the ranges" near "$(number ln_evidence without.json)" \
  "$(number ln_evidence with.json | awk '{ printf "%.15g", $1 - 10 * log(10) }')" 1e-9
ok "its reasons are told" grep -q '^bad: ' table
exits "a good one passes" 0 "$harmonic" evidence g --model gaussian --strict

if [ "$HARMONIC_CLI_PICTURES" = 1 ]; then
  for picture in curve tail corner; do ok "picture: $picture" sh -c "head -c 4 found/$picture.png | grep -q PNG"; done
fi

fails "no command" 2 "usage" sh -c "'$harmonic' 2>&1 >/dev/null | head -n 1 >&2; exit 2"
fails "unknown command" 2 "unknown command" "$harmonic" evidences
fails "unknown option" 2 "unknown option --fold" "$harmonic" evidence g --fold 3
fails "no chains" 2 "usage: harmonic evidence CHAINS" "$harmonic" evidence
fails "one model to compare" 2 "usage: harmonic compare" "$harmonic" compare found
fails "missing chains" 1 "nowhere" "$harmonic" evidence nowhere
fails "bad number" 2 "--folds 1: give a number in 2 .. 32" "$harmonic" evidence g --folds 1
fails "bad model" 2 "give one of flow|" "$harmonic" evidence g --model flaw
fails "bad burn-in" 2 "--burn 1.5" "$harmonic" evidence g --burn 1.5
fails "burn-in of everything" 1 "1500" "$harmonic" evidence g --burn 1500
fails "hot temperature" 2 "0 < T <= 1" "$harmonic" evidence g --temperature 2
fails "temperature of a ball" 2 "--shape gaussian" "$harmonic" evidence g --temperature 0.5 --shape ball
fails "temperature of an ellipsoid" 2 "has no temperature" "$harmonic" evidence g --model ellipsoid --temperature 0.5
fails "layers of a Gaussian" 2 "--layers is of flows" "$harmonic" evidence g --model gaussian --layers 3
fails "components of a Gaussian" 2 "--components is of mixtures" "$harmonic" evidence g --model gaussian --components 3
fails "circle without bounds" 2 "no parameter has bounds" "$harmonic" evidence g --model gaussian --circular param1
fails "unknown circle" 2 "there is no parameter 'phi'" "$harmonic" evidence box --model gaussian --circular phi
fails "unknown parameter" 1 "omega" "$harmonic" evidence g --parameters omega
fails "a prior without ranges" 1 "param1" "$harmonic" evidence g --flat-prior
fails "unwritable folder" 1 "none/deep" "$harmonic" evidence g --model gaussian -o none/deep
fails "a file in place of the folder" 1 "g.csv" "$harmonic" evidence g --model gaussian -o g.csv
fails "unknown problem" 1 "there is no problem" "$harmonic" sample nonsense -o x
fails "parameters of a problem" 1 "outside" "$harmonic" sample banana --ndim 3 -o x
fails "no output" 2 "-o ROOT" "$harmonic" sample gaussian
fails "metric of an ensemble" 2 "--metric is of" "$harmonic" sample gaussian --sampler ensemble --metric dense -o x
fails "problem without a direct sampler" 1 "cannot be drawn from" "$harmonic" sample logistic --sampler direct -o x
fails "unwritable chains" 1 "none/x" "$harmonic" sample gaussian --draws 10 -o none/x
fails "parameters of all problems" 2 "--ndim needs" "$harmonic" validate --ndim 3
printf '{"ln_evidence": 3, "error"' >broken.json
fails "broken result" 1 "broken.json: this is not JSON at byte 26" "$harmonic" compare broken.json found
echo '{"ln_evidence": 3, "fold": [{"error": 1}], "x": {"error": 2}}' >noerror.json
fails "result without an error" 1 "noerror.json: no error" "$harmonic" compare noerror.json found
echo '{"ln_evidence": null, "error": 1}' >null.json
fails "result without a number" 1 "null.json: no ln_evidence" "$harmonic" compare null.json found
printf '1 2 3\n1 2 x\n' >bad.txt
fails "broken chains" 1 "bad.txt" "$harmonic" diagnose bad.txt
fails "nothing to convert to" 2 "-o OUT" "$harmonic" convert g
fails "unwritable model" 1 "none/m" "$harmonic" fit g --model gaussian -o none/m.safetensors
ok "nothing is left of what failed" sh -c "! ls x x.* x_* none 2>/dev/null | grep -q ."
finish
