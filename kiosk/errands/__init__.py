"""Longer errands at the gate, each a part of the flow: phone and code, choosing among a family, declaring.

Like everything the flow consists of, they are pure: an event and the gate as it was give the gate as it is, and what
is to be done. What somebody typed lives in ``Gate.errand`` and ends with it.
"""
