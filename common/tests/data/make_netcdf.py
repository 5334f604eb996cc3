# SPDX-License-Identifier: MIT
# The netCDF files of this directory, by SciPy.
import sys, os
import numpy as np
from scipy.io import netcdf_file
os.chdir(sys.argv[1])

def relief(name, version):
    f = netcdf_file(name, 'w', version=version)
    f.createDimension('lat', 3)
    f.createDimension('lon', 4)
    lat = f.createVariable('lat', 'f8', ('lat',))
    lat[:] = [-60, 0, 60]
    lon = f.createVariable('lon', 'f8', ('lon',))
    lon[:] = [0, 90, 180, 270]
    rose = f.createVariable('ROSE', 'f4', ('lat', 'lon'))
    rose.units = 'METERS'
    rose.missing_value = np.float32(-1e34)
    rose[:] = np.arange(12).reshape(3, 4) - 5
    f.close()

relief('relief_cdf1.nc', 1)
relief('relief_cdf2.nc', 2)
f = netcdf_file('records.nc', 'w')
f.createDimension('time', None)
f.createDimension('x', 3)
a = f.createVariable('a', 'i2', ('time', 'x'))
b = f.createVariable('b', 'f8', ('time',))
c = f.createVariable('c', 'i1', ('x',))
c[:] = [7, -8, 9]
for t in range(4):
    a[t] = [10 * t, 10 * t + 1, 10 * t + 2]
    b[t] = 0.25 * t
f.close()
