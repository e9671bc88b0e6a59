"""Programs: a story for each form of mentoring, from two choices to its end."""
