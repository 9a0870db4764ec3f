"""Rooms of the page "Thẩm quyền": the choice of rows, the rows with their clauses, the table to take away."""
