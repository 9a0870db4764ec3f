"""Laws that nobody has issued, as papers: the same paragraphs as a file of any format, printed, scanned or malicious."""
