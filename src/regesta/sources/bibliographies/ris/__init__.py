"""RIS, and its relatives of EndNote and PubMed that are tagged line by line."""
