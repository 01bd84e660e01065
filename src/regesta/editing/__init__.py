"""What is written over HTTP, as it lasts: one edit for each publication."""
