"""People in isolation: what they are asked every day, and the officers' pages about them.

``daily.toml`` holds the questions and which answers are looked into, ``daily`` reads it, ``people`` are the values,
``office`` and ``deciding`` are for officers. Visitors report at central_server/visitors/isolation_pages.py.
"""
