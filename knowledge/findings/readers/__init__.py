"""One reader for each kind of fact; `knowledge.findings.facts` runs them in turn."""
