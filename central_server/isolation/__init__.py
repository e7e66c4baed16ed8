"""People in isolation: who they are, and what they are asked every day.

``daily.toml`` holds the questions and which answers are looked into, ``daily`` reads it, ``people`` are the values.
Visitors report at visitors/isolation_pages.py; officers look at authority/isolation_pages.py, and decide in
authority/isolation_deciding.py.
"""
