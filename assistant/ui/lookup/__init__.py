"""Rooms of the page "Tra cứu văn bản": its address, its search, the tree, the text, what changed, what refers where."""
