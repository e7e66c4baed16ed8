"""The page of figures: one day in numbers, by the hour, by the way in, and by what is slow."""
