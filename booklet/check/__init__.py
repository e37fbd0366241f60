"""Editorial rules over the model: one small function a rule."""
