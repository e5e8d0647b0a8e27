"""Documents that somebody else made, read into the model."""
