"""What the pages draw. Imports the service; nothing imports it but streamlit_app.py."""
