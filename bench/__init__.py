"""How fast is it? Times this project on real articles; `make bench` keeps the table in RESULTS.md."""
