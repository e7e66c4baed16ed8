"""The list of people who came and left."""
