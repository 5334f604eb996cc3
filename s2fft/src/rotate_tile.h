// SPDX-License-Identifier: MIT
// The kernel for FIELDS fields on TV registers a tile: a template, included by rotate_kernel.c,
// with OF(name) making names unique.

#define recursion OF(recursion)
#define tile OF(tile)
#define lanes OF(lanes)
#define distance OF(distance)
#define load_lanes OF(load_lanes)
#define step_lanes OF(step_lanes)
#define factors OF(factors)
#define run_rows OF(run_rows)
#define use_rows OF(use_rows)
#define use_plus OF(use_plus)
#define use_minus OF(use_minus)
#define advance OF(advance)
#define counts OF(counts)
#define plain OF(plain)
#define skip OF(skip)
#define use_scaled OF(use_scaled)
#define start_tile OF(start_tile)
#define run_tile OF(run_tile)
#define run_degree OF(run_degree)

/// Real sums: Re and Im of every field.
#define PARTS (2 * FIELDS)

/// The recursion of one sign of n on the lanes of a tile: y_{m+1}, y_m and their exponents.
typedef struct recursion {
  vec past[TV], now[TV], exponent[TV];
} recursion;

/// Neighbouring n.
typedef struct tile {
  const rotate_degree *d;
  int first;          ///< n of the first lane
  recursion y[2];     ///< of n and of -n
  vec sum[PARTS][TV]; ///< of each lane, over m > n
} tile;

/// A recursion in registers, with the distances n - anchor m, which are exact.
typedef struct lanes {
  vec past[TV], now[TV], n[TV];
} lanes;

/// n - m of the lanes.
INLINE vec distance(const tile *t, int i, int m)
{
  vec n = {0};
  UNROLL (k, VL) n[k] = t->first + VL * i + k - m;
  return n;
}

INLINE void load_lanes(lanes *r, const tile *t, int s, int m, const recursion *y)
{
  UNROLL (i, TV) {
    vec n = distance(t, i, 0);
    r->past[i] = y->past[i];
    r->now[i] = y->now[i];
    r->n[i] = (s == 0 ? n : -n) - all(t->d->anchor * m);
  }
}

/// y_{m-1} = ((n - anchor m) S_m + offset_m) y_m - y_{m+1}
INLINE void step_lanes(lanes *r, const rotate_degree *d, int m)
{
  vec slope = all(d->slope[m]), offset = all(d->offset[m]), anchor = all(d->anchor);
  UNROLL (i, TV) {
    vec y = (r->n[i] * slope + offset) * r->now[i] - r->past[i];
    r->past[i] = r->now[i];
    r->now[i] = y;
    r->n[i] += anchor;
  }
}

/// The factors of p and q: y of n plus or minus y of -n.
INLINE void factors(const lanes y[2], const rotate_signs which, vec p[TV], vec q[TV])
{
  UNROLL (i, TV) {
    if (which == BOTH) {
      p[i] = y[0].now[i] + y[1].now[i];
      q[i] = y[0].now[i] - y[1].now[i];
    } else {
      p[i] = y[which].now[i];
      q[i] = which == PLUS ? p[i] : -p[i];
    }
  }
}

/// Rows from .. to+1, and the recursions advanced to y_to. In the corner, where some lanes have
/// n >= m, elements with n > m do not count, and those with n = m only once.
INLINE void run_rows(tile *t, int from, int to, const rotate_signs which, const int corner)
{
  const rotate_degree d = *t->d; // a copy, which no store can touch
  lanes y[2];
  vec in[PARTS][TV], sum[PARTS][TV], use[2][TV], up[2][TV];
  if (which != MINUS) load_lanes(&y[0], t, 0, from, &t->y[0]);
  if (which != PLUS) load_lanes(&y[1], t, 1, from, &t->y[1]);
  UNROLL (k, PARTS)
    UNROLL (i, TV) {
      in[k][i] = load(d.in + (ptrdiff_t)k * d.pad + t->first + VL * i);
      sum[k][i] = t->sum[k][i];
    }
  for (int m = from; m > to; --m) {
    const double *row = d.row + (ptrdiff_t)PARTS * m;
    double *sums = d.sums + (ptrdiff_t)(PARTS * VL) * m;
    factors(y, which, use[0], use[1]);
    UNROLL (k, 2)
      UNROLL (i, TV) {
        up[k][i] = corner ? keep(distance(t, i, m) < 0, use[k][i]) : use[k][i];
        if (corner) use[k][i] = keep(distance(t, i, m) <= 0, use[k][i]);
      }
    UNROLL (k, PARTS) {
      vec s = load(sums + VL * k);
      UNROLL (i, TV) {
        s += use[k & 1][i] * in[k][i];
        sum[k][i] += up[k & 1][i] * all(row[k]);
      }
      store(sums + VL * k, s);
    }
    if (which != MINUS) step_lanes(&y[0], &d, m);
    if (which != PLUS) step_lanes(&y[1], &d, m);
  }
  UNROLL (i, TV) {
    UNROLL (k, PARTS) t->sum[k][i] = sum[k][i];
    UNROLL (s, 2) {
      if (which == (s == 0 ? MINUS : PLUS)) continue;
      t->y[s].past[i] = y[s].past[i];
      t->y[s].now[i] = y[s].now[i];
    }
  }
}

/// Use rows from .. to+1 of one or both recursions.
INLINE void use_rows(tile *t, int from, int to, const rotate_signs which)
{
  int corner = t->first + TV * VL - 1; // the last row that has lanes with n >= m
  int middle = from > corner ? (to > corner ? to : corner) : from;
  if (from > middle) run_rows(t, from, middle, which, 0);
  if (middle > to) run_rows(t, middle, to, which, 1);
}

static void use_plus(tile *t, int from, int to)
{
  use_rows(t, from, to, PLUS);
}

static void use_minus(tile *t, int from, int to)
{
  use_rows(t, from, to, MINUS);
}

/// Advance one recursion from y_from to y_to, and bring lanes that grew back into range.
static void advance(const tile *t, int s, int from, int to, recursion *y)
{
  lanes r;
  load_lanes(&r, t, s, from, y);
  for (int m = from; m > to; --m) step_lanes(&r, t->d, m);
  UNROLL (i, TV) {
    mask large = beyond(r.now[i], 0x1p+200) | beyond(r.past[i], 0x1p+200);
    vec scale = keep(large, all(ROTATE_SMALL)) + keep(~large, all(1));
    y->past[i] = r.past[i] * scale;
    y->now[i] = r.now[i] * scale;
    y->exponent[i] += keep(large, all(1));
  }
}

/// Whether a lane has a value that counts beside numbers of order one.
static int counts(const recursion *y)
{
  mask found = {0};
  UNROLL (i, TV) found |= (y->exponent[i] == 0) & beyond(y->now[i], 1e-20);
  return any(found);
}

/// Whether all lanes are plain numbers. Lanes beyond m = n may have grown.
static int plain(const recursion *y)
{
  mask scaled = {0};
  UNROLL (i, TV) scaled |= y->exponent[i] < 0;
  return !any(scaled);
}

/// Skip the rows where nothing counts; the first row that may.
static int skip(tile *t, int s, int m, int bottom)
{
  while (m > bottom && !counts(&t->y[s])) {
    recursion ahead = t->y[s];
    int to = step_down(m, t->d->stride, bottom);
    advance(t, s, m, to, &ahead);
    if (counts(&ahead)) return m;
    t->y[s] = ahead;
    m = to;
  }
  return m;
}

/// Use rows while some lanes are still out of range, the first row after. Such a lane is below
/// 2^-200 and counts as zero for a third of a stride, in which it grows by at most 2^134.
static int use_scaled(tile *t, int s, int m, int bottom)
{
  while (m > bottom && !plain(&t->y[s])) {
    recursion ahead = t->y[s];
    int to = step_down(m, t->d->stride / 3, bottom);
    advance(t, s, m, to, &ahead);
    UNROLL (i, TV) {
      mask in_range = t->y[s].exponent[i] == 0;
      t->y[s].past[i] = keep(in_range, t->y[s].past[i]);
      t->y[s].now[i] = keep(in_range, t->y[s].now[i]);
    }
    if (s == 0)
      use_plus(t, m, to);
    else
      use_minus(t, m, to);
    t->y[s] = ahead;
    m = to;
  }
  return m;
}

INLINE void start_tile(tile *t, const rotate_degree *d, int first)
{
  *t = (tile){.d = d, .first = first};
  for (int s = 0; s < 2; ++s)
    UNROLL (i, TV) {
      t->y[s].now[i] = load(d->start[s] + first + VL * i);
      t->y[s].exponent[i] = load(d->exponent[s] + first + VL * i);
    }
}

INLINE void run_tile(tile *t)
{
  int m[2], bottom = t->first - 1;
  for (int s = 0; s < 2; ++s) m[s] = use_scaled(t, s, skip(t, s, t->d->l, bottom), bottom);
  if (m[0] > m[1]) use_plus(t, m[0], m[1]);
  if (m[1] > m[0]) use_minus(t, m[1], m[0]);
  use_rows(t, m[0] < m[1] ? m[0] : m[1], bottom, BOTH);
}

static void run_degree(const rotate_degree *d)
{
  memset(d->sums, 0, (size_t)(d->l + 1) * (PARTS * VL) * sizeof *d->sums);
  for (int first = 0; first <= d->l; first += TV * VL) {
    tile t;
    start_tile(&t, d, first);
    run_tile(&t);
    for (int k = 0; k < PARTS; ++k)
      UNROLL (i, TV) store(d->upper + (ptrdiff_t)k * d->pad + first + VL * i, t.sum[k][i]);
  }
  add_lanes(d->sums, PARTS * (d->l + 1), d->lower);
}

#undef PARTS
#undef recursion
#undef tile
#undef lanes
#undef distance
#undef load_lanes
#undef step_lanes
#undef factors
#undef run_rows
#undef use_rows
#undef use_plus
#undef use_minus
#undef advance
#undef counts
#undef plain
#undef skip
#undef use_scaled
#undef start_tile
#undef run_tile
#undef run_degree
