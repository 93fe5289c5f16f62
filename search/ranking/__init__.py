"""In which order hits come: scoring, feedback, relaxation."""
