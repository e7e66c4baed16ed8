"""The pictograms."""
