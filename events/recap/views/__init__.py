"""Pages of what came of a sprint."""
