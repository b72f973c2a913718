"""Findings, rules and counts as text: what a person or a machine reads."""
