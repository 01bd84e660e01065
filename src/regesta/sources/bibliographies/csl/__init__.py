"""CSL-JSON, the form in which citation processors take references."""
