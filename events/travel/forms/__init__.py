"""What applicants, reviewers and travel managers type."""
