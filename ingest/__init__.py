"""Files → text → tree of provisions → passages → index. Knows the law (structure, references, time), nothing of questions."""
