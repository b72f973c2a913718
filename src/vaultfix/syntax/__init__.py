"""Readers: each finds one kind of thing in a note and says where it stands."""
