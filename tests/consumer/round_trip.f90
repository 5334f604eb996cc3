! SPDX-License-Identifier: MIT
! The installed library as a Fortran program sees it, through iso_c_binding: complex arrays are
! passed as they are, NULL is c_null_ptr.
module s2fft_binding
  use, intrinsic :: iso_c_binding
  implicit none
  integer(c_int), parameter :: S2_OK = 0, S2_GRID_GL = 3, S2FFT_REAL = 0

  interface
    integer(c_int) function s2_grid_create(grid, kind, L) bind(c)
      import
      type(c_ptr), intent(out) :: grid
      integer(c_int), value :: kind, L
    end function
    subroutine s2_grid_destroy(grid) bind(c)
      import
      type(c_ptr), value :: grid
    end subroutine
    integer(c_int) function s2fft_plan_create(plan, grid, L, options) bind(c)
      import
      type(c_ptr), intent(out) :: plan
      type(c_ptr), value :: grid, options
      integer(c_int), value :: L
    end function
    subroutine s2fft_plan_destroy(plan) bind(c)
      import
      type(c_ptr), value :: plan
    end subroutine
    integer(c_int64_t) function s2fft_map_size(plan) bind(c)
      import
      type(c_ptr), value :: plan
    end function
    integer(c_int64_t) function s2fft_alm_size(plan, field) bind(c)
      import
      type(c_ptr), value :: plan
      integer(c_int), value :: field
    end function
    integer(c_int64_t) function s2fft_alm_index(plan, field, l, m) bind(c)
      import
      type(c_ptr), value :: plan
      integer(c_int), value :: field, l, m
    end function
    integer(c_int) function s2fft_inverse(plan, alm, map, batch, work) bind(c)
      import
      type(c_ptr), value :: plan, batch, work
      complex(c_double_complex), intent(in) :: alm(*)
      real(c_double), intent(out) :: map(*)
    end function
    integer(c_int) function s2fft_forward(plan, map, alm, batch, work) bind(c)
      import
      type(c_ptr), value :: plan, batch, work
      real(c_double), intent(in) :: map(*)
      complex(c_double_complex), intent(out) :: alm(*)
    end function
  end interface
end module

program round_trip
  use s2fft_binding
  implicit none
  integer(c_int), parameter :: L = 24
  type(c_ptr) :: grid, plan
  complex(c_double_complex), allocatable :: alm(:), back(:)
  real(c_double), allocatable :: map(:)
  real(c_double) :: error
  integer(c_int) :: degree, order
  integer(c_int64_t) :: i

  if (s2_grid_create(grid, S2_GRID_GL, L) /= S2_OK) stop 1
  if (s2fft_plan_create(plan, grid, L, c_null_ptr) /= S2_OK) stop 2
  allocate (alm(s2fft_alm_size(plan, S2FFT_REAL)), back(s2fft_alm_size(plan, S2FFT_REAL)))
  allocate (map(s2fft_map_size(plan)))

  alm = 0
  do degree = 0, L - 1
    do order = 0, degree
      i = s2fft_alm_index(plan, S2FFT_REAL, degree, order) + 1
      alm(i) = cmplx(1d0 / (1 + degree), 0.1d0 * order, c_double_complex)
    end do
  end do

  if (s2fft_inverse(plan, alm, map, c_null_ptr, c_null_ptr) /= S2_OK) stop 3
  if (s2fft_forward(plan, map, back, c_null_ptr, c_null_ptr) /= S2_OK) stop 4
  error = maxval(abs(alm - back))
  print '(a, es8.1)', 'real field from Fortran: ', error
  call s2fft_plan_destroy(plan)
  call s2_grid_destroy(grid)
  if (.not. error < 1d-12) stop 5
end program
