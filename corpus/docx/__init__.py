"""DOCX: the archive checked, its paragraphs, tables and footnotes as blocks."""
