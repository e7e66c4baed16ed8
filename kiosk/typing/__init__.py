"""Typing Vietnamese: from single keys to whole syllables. Text in, text out; nothing is remembered between keys."""
