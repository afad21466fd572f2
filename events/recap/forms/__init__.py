"""What people type about what came of a sprint."""
