"""The listing reader: from a page's plain text to records, by stages.

`lines` cleans, `labels`, `dates`, `names` and `metadata` know single lines, `features` and `scores`
weigh what a line may be, `layout` finds the best roles for all lines at once, and `items` and
`assembly` make records of them. Words in all languages stand in `words.toml`.
"""
