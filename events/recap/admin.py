"""The back office of what came of a sprint."""
