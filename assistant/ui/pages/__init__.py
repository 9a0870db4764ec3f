"""One module a page, each with `draw() -> None`: it draws what the service returns and decides nothing. streamlit_app.py names them."""
