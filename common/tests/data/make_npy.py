# SPDX-License-Identifier: MIT
# The NumPy files of this directory.
import sys, os
import numpy as np
os.chdir(sys.argv[1])
# arrays
np.save('c_order.npy', np.arange(24, dtype='<f8').reshape(2,3,4))
np.save('fortran_big.npy', np.asfortranarray(np.arange(24, dtype='>i4').reshape(2,3,4)))
np.save('complex64.npy', (np.arange(6)-1j*np.arange(6)).astype('<c8').reshape(3,2))
np.save('scalar.npy', np.float32(1.5))
np.save('empty.npy', np.zeros((0,3)))
np.save('bool.npy', np.array([True,False,True]))
np.lib.format.write_array(open('version2.npy','wb'), np.arange(5,dtype='<u2'), version=(2,0))
np.lib.format.write_array(open('version3.npy','wb'), np.arange(5,dtype='<i8'), version=(3,0))
np.savez('stored.npz', alm=np.arange(4)+1j, cl=np.linspace(0,1,5))
np.savez_compressed('deflated.npz', ramp=np.arange(1000), cl=np.linspace(0,1,5))
