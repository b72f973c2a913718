"""Repair of mojibake: UTF-8 that was read in another code page. Pure, and usable on its own."""
