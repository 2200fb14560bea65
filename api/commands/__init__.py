"""The commands, grouped as people use them: asking, feeding, inspecting, serving."""
