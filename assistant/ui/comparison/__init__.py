"""The rooms of the page "So sánh địa phương": what to compare, the table, the figures of a bloc."""
