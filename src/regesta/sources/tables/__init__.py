"""The table reader: CSV, TSV and Excel workbooks, with a heading that says what each column is."""
