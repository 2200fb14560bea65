"""The analysis of Kazakh, Russian and English text that indexing and searching share."""
