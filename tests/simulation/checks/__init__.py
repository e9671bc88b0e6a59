"""Every check of the simulation can fail: each is shown a case that is fine, and one that is not."""
