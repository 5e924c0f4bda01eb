"""Picking: from a released task to goods in a tote.

Read `confirm_pick.py` first, then `rules.py`: that is the whole idea. What goes wrong on the floor
has a page each: `late_pick.py`, `short_pick.py`, `unpick.py`, `put_back.py`, `change_tote.py`.
"""
