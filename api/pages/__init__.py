"""The pages: what an operator sees. Server-rendered, with a little plain JavaScript."""
