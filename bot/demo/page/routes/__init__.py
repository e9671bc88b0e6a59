"""The page's routes, by what they are for."""
