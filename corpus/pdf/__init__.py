"""PDF: from glyphs to words, lines, columns and blocks, each step a file."""
