"""Safety of the place (An toàn COVID): places judge themselves by a checklist for their kind, and the level is public.

Checklists are data (``checklists/*.toml``), ``checklist`` reads and judges them. Registrants fill them in on their
phone, officers look over them, and everybody can see the level of a place.
"""
