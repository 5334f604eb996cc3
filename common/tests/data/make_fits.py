# SPDX-License-Identifier: MIT
# The FITS files of this directory, by healpy; the values are simple functions of pixel, l and m.
import sys, os, gzip
import numpy as np, healpy as hp
os.chdir(sys.argv[1])
npix = hp.nside2npix(4)
ring = np.arange(npix, dtype=float)
ring[5] = hp.UNSEEN
hp.write_map('ring_n4.fits', ring, column_units='K_CMB', coord='G', overwrite=True, dtype=np.float64)
hp.write_map('nested_n4.fits', hp.reorder(ring, r2n=True), nest=True, column_units='K_CMB',
             coord='G', overwrite=True, dtype=np.float64)
# partial maps list the pixels 200 .. 259 of nside 8
part = np.full(hp.nside2npix(8), hp.UNSEEN)
part[200:260] = np.arange(200, 260)
hp.write_map('partial_n8.fits', part, partial=True, column_units='counts', overwrite=True, dtype=np.float64)
hp.write_map('partial_nested_n8.fits', hp.reorder(part, r2n=True), nest=True, partial=True,
             overwrite=True, dtype=np.float32)
# rows of 1024: nside 16, three columns, gzipped to stay small
base = np.arange(hp.nside2npix(16), dtype=float)
hp.write_map('iqu_n16.fits.gz', [base, base + 0.5, -base], nest=True, column_units=['mK', 'uK_CMB', ''],
             overwrite=True, dtype=np.float32)
lmax = 5
l, m = hp.Alm.getlm(lmax)
t = (l + 1.0) + 1j * m
hp.write_alm('alm_l5.fits', t, overwrite=True)
hp.write_alm('alm_teb.fits.gz', [t, 2 * t, 3 * t], lmax=lmax, mmax=2, mmax_in=lmax, overwrite=True)
ell = np.arange(8, dtype=float)
hp.write_cl('cl.fits', [ell, 2 * ell, 3 * ell, 4 * ell], overwrite=True)
