"""How the models that ship with Bilim are made; nothing here is needed to run it."""
