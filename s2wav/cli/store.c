// SPDX-License-Identifier: MIT
#define _POSIX_C_SOURCE 200809L // mkdir, stat, unlink
#include "store.h"
#include <errno.h>
#include <math.h>
#include <s2common/priv/memory.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool cli_is_store(const char *path)
{
  struct stat s;
  size_t n = strlen(path);
  return s2_file_format(path) == S2_FORMAT_NPZ || (n > 0 && path[n - 1] == '/') ||
         (stat(path, &s) == 0 && S_ISDIR(s.st_mode));
}

static void name_of(const s2wav_plan *plan, int i, char name[24])
{
  s2wav_scale shape;
  if (i == S2WAV_SCALING || s2wav_get_scale(plan, i, &shape) != S2_OK)
    snprintf(name, 24, "scal");
  else
    snprintf(name, 24, "wav_j%d", shape.j);
}

static void file_of(const cli_store *store, const char *name, char path[4096])
{
  size_t n = strlen(store->path);
  snprintf(path, 4096, "%s%s%s.npy", store->path, n > 0 && store->path[n - 1] == '/' ? "" : "/",
           name);
}

// Shape of the array of a scale.
static int dimensions(const s2wav_scale *shape, int i, int64_t *n)
{
  int k = 0;
  if (i != S2WAV_SCALING) n[k++] = shape->ngamma;
  if (shape->nside > 0) {
    n[k++] = shape->slice;
  } else {
    n[k++] = shape->nrings;
    n[k++] = shape->nphi;
  }
  return k;
}

// ------------------------------------------------------------------ writing

s2_status cli_store_create(const char *path, cli_store *store)
{
  *store = (cli_store){.path = path, .folder = s2_file_format(path) != S2_FORMAT_NPZ};
  USAGE_REQUIRE(cli_is_store(path), "%s: wavelets are written to a .npz file or a FOLDER/", path);
  if (store->folder && mkdir(path, 0777) != 0 && errno != EEXIST)
    return S2_FAIL(S2_ERR_FILE, "%s: %s", path, strerror(errno));
  if (store->folder) return S2_OK;
  store->name = s2_priv_alloc(CLI_STORE_MAX, sizeof *store->name);
  store->array = s2_priv_alloc(CLI_STORE_MAX, sizeof(s2_array *));
  if (store->name != NULL && store->array != NULL) return S2_OK;
  cli_store_free(store);
  return S2_FAIL(S2_ERR_MEMORY, "%s", path);
}

bool cli_store_is_begun(const char *path)
{
  struct stat s;
  char file[4096];
  file_of(&(cli_store){.path = path}, "parameters", file);
  return stat(file, &s) == 0;
}

static s2_status remove_array(const cli_store *store, const char *name)
{
  char path[4096];
  file_of(store, name, path);
  if (unlink(path) == 0 || errno == ENOENT) return S2_OK;
  return S2_FAIL(S2_ERR_FILE, "%s: cannot be removed: %s", path, strerror(errno));
}

s2_status cli_store_clear(const cli_store *store)
{
  char name[24];
  if (!store->folder) return S2_OK;
  S2_TRY(remove_array(store, "parameters")); // first: without them nothing is resumed
  S2_TRY(remove_array(store, "scal"));
  for (int j = 0; j < CLI_STORE_MAX; ++j) {
    snprintf(name, sizeof name, "wav_j%d", j);
    S2_TRY(remove_array(store, name));
  }
  return S2_OK;
}

static s2_status put(cli_store *store, const char *name, int ndim, const int64_t *shape,
                     const double *values)
{
  if (store->folder) {
    s2_array view;
    char path[4096];
    file_of(store, name, path);
    S2_TRY(s2_array_view(&view, S2_DTYPE_F8, ndim, shape, (double *)values));
    return s2_npy_write(path, &view);
  }
  s2_array *copy;
  S2_TRY(s2_array_create(&copy, S2_DTYPE_F8, ndim, shape));
  memcpy(copy->data, values, (size_t)copy->count * sizeof *values);
  snprintf(store->name[store->count], sizeof *store->name, "%s", name);
  store->array[store->count++] = copy;
  return S2_OK;
}

s2_status cli_store_put(cli_store *store, const s2wav_plan *plan, int i, const double *map)
{
  s2wav_scale shape;
  char name[24];
  int64_t n[3];
  S2_TRY(s2wav_get_scale(plan, i, &shape));
  name_of(plan, i, name);
  int ndim = dimensions(&shape, i, n);
  return put(store, name, ndim, n, map);
}

s2_status cli_store_put_parameters(cli_store *store, const double *parameters)
{
  int64_t n = CLI_PARAMETERS;
  return put(store, "parameters", 1, &n, parameters);
}

s2_status cli_store_finish(cli_store *store)
{
  if (store->folder) return S2_OK;
  const char *names[CLI_STORE_MAX];
  for (int k = 0; k < store->count; ++k) names[k] = store->name[k];
  return s2_npz_write(store->path, store->count, names, (const s2_array *const *)store->array, 0);
}

void cli_store_free(cli_store *store)
{
  for (int k = 0; store->array != NULL && k < store->count; ++k) s2_array_destroy(store->array[k]);
  s2_priv_free(store->array);
  s2_priv_free(store->name);
}

// ------------------------------------------------------------------ reading

static s2_status get(const char *path, const char *name, s2_array **array)
{
  char file[4096];
  const cli_store store = {.path = path};
  if (s2_file_format(path) == S2_FORMAT_NPZ) return s2_npz_read(array, path, name);
  file_of(&store, name, file);
  return s2_npy_read(array, file);
}

s2_status cli_store_get(const cli_store *store, const s2wav_plan *plan, int i, double *map)
{
  s2wav_scale shape;
  s2_array *array;
  char name[24];
  int64_t n[3];
  S2_TRY(s2wav_get_scale(plan, i, &shape));
  name_of(plan, i, name);
  S2_TRY(get(store->path, name, &array));
  int ndim = dimensions(&shape, i, n), same = array->ndim == ndim;
  for (int k = 0; same && k < ndim; ++k) same = array->shape[k] == n[k];
  s2_status status = same ? s2_array_to_double(array, map)
                          : S2_FAIL(S2_ERR_FILE,
                                    "%s: %s has %lld values in %d dimensions, not the "
                                    "%lld of its scale",
                                    store->path, name, (long long)array->count, array->ndim,
                                    (long long)shape.size);
  s2_array_destroy(array);
  for (int64_t p = 0; p < shape.size && status == S2_OK; ++p)
    if (!isfinite(map[p]))
      status = S2_FAIL(S2_ERR_FILE, "%s: %s: value %lld = %g is not finite", store->path, name,
                       (long long)p, map[p]);
  return status;
}

bool cli_store_has(const cli_store *store, const s2wav_plan *plan, int i)
{
  s2wav_scale shape;
  if (!store->folder || s2wav_get_scale(plan, i, &shape) != S2_OK) return false;
  double *map = s2_priv_alloc((size_t)shape.size, sizeof *map);
  bool has = map != NULL && cli_store_get(store, plan, i, map) == S2_OK;
  s2_priv_free(map);
  return has;
}

// ------------------------------------------------------------------ parameters

void cli_store_parameters(const cli_setup *setup, double mark, double *parameters)
{
  const s2wav_tiling_options *t = &setup->tile;
  const double values[CLI_PARAMETERS] = {s2wav_tiling_L(setup->tiling),
                                         t->N,
                                         t->lambda,
                                         t->J_min,
                                         s2wav_tiling_J_max(setup->tiling),
                                         t->kernel,
                                         t->quadrature,
                                         setup->o.storage,
                                         setup->o.full_resolution,
                                         setup->o.sampling,
                                         setup->o.iterations,
                                         mark};
  memcpy(parameters, values, sizeof values);
}

s2_status cli_store_read_parameters(const char *path, double *parameters)
{
  s2_array *array;
  S2_TRY(get(path, "parameters", &array));
  s2_status status = array->count == CLI_PARAMETERS
                         ? s2_array_to_double(array, parameters)
                         : S2_FAIL(S2_ERR_FILE, "%s: %lld parameters, not %d", path,
                                   (long long)array->count, CLI_PARAMETERS);
  s2_array_destroy(array);
  for (int k = 0; status == S2_OK && k < CLI_PARAMETERS; ++k)
    if (!(fabs(parameters[k]) < 1e300) ||
        (k != 2 && k < 11 && (fabs(parameters[k]) > 1e6 || parameters[k] != trunc(parameters[k]))))
      status = S2_FAIL(S2_ERR_FILE, "%s: parameter %d = %g is impossible", path, k, parameters[k]);
  return status;
}

// A file has its own tiling: options of another one would be without effect.
static s2_status check_no_tiling(const cli_options *o, const char *path)
{
  const cli_options *d = &cli_defaults;
  bool given = o->L != d->L || o->lambda != d->lambda || o->J_min != d->J_min ||
               o->orientations != d->orientations || o->kernel != NULL || o->exact ||
               o->wavelet_sampling != NULL || o->full_gamma || o->full_resolution;
  USAGE_REQUIRE(!given, "%s: the file tells its band-limit and tiling: give no options of them",
                path);
  return S2_OK;
}

s2_status cli_store_open(cli_run *run, const char *path, cli_store *store, cli_setup *setup)
{
  double p[CLI_PARAMETERS];
  *store = (cli_store){.path = path, .folder = s2_file_format(path) != S2_FORMAT_NPZ};
  *setup = (cli_setup){0};
  S2_REQUIRE(cli_is_store(path), "%s: wavelets are read from a .npz file or a FOLDER/", path);
  S2_TRY(check_no_tiling(run->options, path));
  S2_TRY(cli_store_read_parameters(path, p));
  s2wav_tiling_options_init(&setup->tile);
  s2wav_options_init(&setup->o);
  setup->tile.N = (int)p[1];
  setup->tile.lambda = p[2];
  setup->tile.J_min = (int)p[3];
  setup->tile.kernel = (s2wav_kernel)p[5];
  setup->tile.quadrature = (s2wav_quadrature)p[6];
  setup->o.storage = (s2wav_storage)p[7];
  setup->o.full_resolution = (int)p[8];
  setup->o.sampling = (int)p[9];
  setup->o.iterations = run->options->iterations >= 0 ? run->options->iterations : (int)p[10];
  setup->o.layout = S2FFT_LAYOUT_TRIANGLE;
  setup->o.nthreads = run->threads;
  return cli_setup_plan(setup, (int)p[0], NULL);
}
