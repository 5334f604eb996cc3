# SPDX-License-Identifier: MIT
# awk -f lines.awk docs/from-NAME.md: a C program with one function per table line of the document.
#
# The first C block of the document stands before every line, the second one behind it. In tables
# with the head "| you wrote | you now write |" each line has two cells, of code spans separated by
# <br>: Python, which is the name of the line, and the C statements.

function fail(why) {
  printf "%s:%d: %s\n", FILENAME, FNR, why > "/dev/stderr"
  failed = 1
  exit 1
}

# The code spans of a cell, joined by `joint`.
function code(cell, joint,   text) {
  while (match(cell, /`[^`]*`/)) {
    text = text (text == "" ? "" : joint) substr(cell, RSTART + 1, RLENGTH - 2)
    cell = substr(cell, RSTART + RLENGTH)
  }
  return text
}

function quoted(text) {
  gsub(/[\\"]/, "\\\\&", text)
  return "\"" text "\""
}

# Variables declared by one line of the preamble, as elements of a table of the program.
function declare(line,   type, count, names, i, name) {
  sub(/;.*/, "", line)
  if (!match(line, /^(double complex|float complex|double|float|int64_t|int) /)) return
  type = substr(line, 1, RLENGTH - 1)
  count = split(substr(line, RLENGTH + 1), names, /, */)
  for (i = 1; i <= count; i++) {
    if (names[i] ~ /^\*/) continue # objects and pointers are not watched
    name = names[i]
    sub(/[[ =].*/, "", name)
    variables = variables sprintf("    {\"%s\", %s%s, sizeof %s / sizeof(%s), KIND(%s)},\n", name, \
      names[i] ~ /\[/ ? "" : "&", name, name, type, type)
  }
}

BEGIN { print "#include \"program.h\"" }

/^```/ {
  inside = $0 == "```c" && ++blocks
  next
}
inside && blocks == 1 && /^#/ { print; start = FNR + 1; next }
inside && blocks == 1 { before = before "  " $0 "\n"; declare($0); next }
inside && blocks == 2 { after = after "  " $0 "\n"; next }

/^\| you wrote/ { table = 1; getline; next }
!/^\|/ { table = 0 }
table {
  if (split($0, cell, / ?\| ?/) != 4 || code(cell[3], "\n") == "") fail("not a line of two cells")
  if (blocks < 2) fail("a table before the two C blocks")
  printf "static int line_%d(const char *references)\n{\n#line %d \"%s\"\n%s", FNR, start, \
    FILENAME, before
  printf "  const variable watched[] = {\n%s  };\n", variables
  printf "  fill(watched, sizeof watched / sizeof *watched, L);\n"
  printf "  {\n#line %d \"%s\"\n  %s\n  }\n", FNR, FILENAME, code(cell[3], "\n  ")
  printf "  const int bad = differs(references, %s, watched, sizeof watched / sizeof *watched);\n", \
    quoted(code(cell[2], "; "))
  printf "%s  return bad;\n}\n", after
  list = list sprintf("    {%d, line_%d},\n", FNR, FNR)
}

END {
  if (failed) exit 1
  if (list == "") fail("no lines")
  printf "int main(int argc, char **argv)\n{\n  static const line lines[] = {\n%s  };\n", list
  printf "  return run(%s, lines, sizeof lines / sizeof *lines, argc > 1 ? argv[1] : \"\");\n}\n", \
    quoted(FILENAME)
}
