// SPDX-License-Identifier: MIT
// The header of a classic netCDF file (NetCDF User's Guide, "File Format Specifications").
#ifndef S2IO_NETCDF_HEADER_H
#define S2IO_NETCDF_HEADER_H

#include "internal.h"

typedef struct s2io_netcdf_name {
  const char *text; // points into the file, not terminated
  size_t length;
} s2io_netcdf_name;

typedef struct s2io_netcdf_dimension {
  s2io_netcdf_name name;
  int64_t length; // 0 for the record dimension
} s2io_netcdf_dimension;

// One attribute; its values lie at byte `at` of the file.
typedef struct s2io_netcdf_attribute {
  s2io_netcdf_name name;
  int type;
  int64_t count;
  size_t at;
} s2io_netcdf_attribute;

typedef struct s2io_netcdf_entry {
  s2io_netcdf_name name;
  int ndim;
  int64_t dimension[S2_MAX_NDIM]; // indices
  int64_t shape[S2_MAX_NDIM];
  bool record;  // the first dimension is the record dimension
  int type;     // index of s2io_netcdf_types
  int64_t size; // bytes of the variable, or of one record, without padding
  int64_t begin;
  char units[S2_TEXT_SIZE];
  double missing[2]; // missing_value, _FillValue
  bool has[2];
} s2io_netcdf_entry;

typedef struct s2io_netcdf {
  const s2_bytes *file;
  int64_t ndims, nvars;
  int64_t nrecords;    // -1 = as many as the file holds
  int64_t record_size; // bytes of one record of all record variables
  s2io_netcdf_dimension *dims;
  s2io_netcdf_entry *vars;
} s2io_netcdf;

// nc_type 1 .. 6 of CDF-1 and CDF-2; CHAR reads as bytes.
extern const s2_dtype s2io_netcdf_types[7];

// Parse the header; on failure nothing is left allocated.
s2_status s2io_netcdf_open(s2io_netcdf *cdf, const s2_bytes *file);
void s2io_netcdf_close(s2io_netcdf *cdf);
bool s2io_netcdf_same(s2io_netcdf_name name, const char *text);

#endif
