"""How texts write numbers: figures, and the words of the law for small ones; patterns for text in search form."""

FIGURES = r"\d[\d.,]*"
YEAR = "năm"  # five, and also the year
NUMERALS = ("một", "hai", "ba", "bốn", YEAR, "sáu", "bảy", "tám", "chín", "mười", "nửa")
# a number in front of what it counts; "năm" counts years more often than it is five
COUNT = rf"(?:{FIGURES}|(?<!\w)(?:{'|'.join(word for word in NUMERALS if word != YEAR)}))"
BETWEEN = r"\s*(?:\([^)]*\)\s*)?(?:\w+\s+)?"  # a number and what it counts: "03 (ba) bộ", "15 ngày", "01 cán bộ"
