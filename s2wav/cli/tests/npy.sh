# SPDX-License-Identifier: MIT
# Arrays for the tests of the command, byte by byte: sourced.

npy_head() { # npy_head DESCR SHAPE: what is before the numbers
  header="{'descr': '$1', 'fortran_order': False, 'shape': ($2), }"
  while [ $(((10 + ${#header} + 1) % 64)) -ne 0 ]; do header="$header "; done
  length=$((${#header} + 1))
  printf '\223NUMPY\001\000'
  # shellcheck disable=SC2059 # the format is made of octal bytes
  printf "\\$(printf %03o $((length % 256)))\\$(printf %03o $((length / 256)))"
  printf '%s\n' "$header"
}

npy() { # npy ROWS COLUMNS FORMULA(awk, of i, j) >FILE: 32-bit numbers [rows][columns]
  awk -v rows="$1" -v columns="$2" "BEGIN { for (i = 0; i < rows; i++) for (j = 0; j < columns; j++) print $3 }" >values.txt
  npy_head '<f4' "$1, $2"
  awk '{ # sign, exponent and mantissa, little endian
    v = $1; s = v < 0; if (s) v = -v; e = 0; m = 0
    if (v > 0) { while (v >= 2) { v /= 2; e++ } while (v < 1) { v *= 2; e-- } e += 127; m = int((v - 1) * 8388608 + 0.5) }
    printf "\\%03o\\%03o\\%03o\\%03o", m % 256, int(m / 256) % 256, (e % 2) * 128 + int(m / 65536), s * 128 + int(e / 2)
  }' values.txt >octal.txt
  # shellcheck disable=SC2059
  printf "$(cat octal.txt)"
}

npy_constant() { # npy_constant SHAPE COUNT BYTES(octal) >FILE: the same double everywhere
  npy_head '<f8' "$1"
  # shellcheck disable=SC2059
  printf "$(awk -v n="$2" -v bytes="$3" 'BEGIN { gsub(/[0-7][0-7][0-7]/, "\\\\&", bytes); for (k = 0; k < n; k++) printf "%s", bytes }')"
}
nan=000000000000000000370177
inf=000000000000000000360177 # shellcheck disable=SC2034 # for those that source this
huge=377377377377377377357177
