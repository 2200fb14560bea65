"""Where the words of the domain are kept: tables, transactions, reads and writes."""
