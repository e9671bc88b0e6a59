"""What matching promises, checked rule by rule."""
