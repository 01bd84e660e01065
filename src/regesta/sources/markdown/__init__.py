"""The reader of Markdown files that describe their publication in front matter."""
