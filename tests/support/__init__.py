"""What tests need from outside Python: a spreadsheet engine, a PDF reader, the Open XML SDK."""
