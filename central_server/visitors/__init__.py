"""The visitor's own phone: the pages behind a checkpoint's poster, and whoever is known by a confirmed number.

``session`` knows the phone, ``signing_in`` makes it known, ``gate`` is the checkpoint's page and the tap, ``declaring``
the form. docs/decisions/0019-the-visitors-phone.md says why it is done so.
"""
