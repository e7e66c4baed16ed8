"""Have no OpenSSL of the frozen program look for a configuration in a folder that anybody may make.

The one in SQLCipher's library looks in a folder of the machine that built it. Where somebody else can make that folder
on a PC, they can have a library of theirs loaded: into a program that an administrator runs too.
"""

import os
import sys

if sys.platform == "win32":
    os.environ.setdefault("OPENSSL_CONF", "NUL")
