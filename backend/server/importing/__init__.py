"""Files in: CSV or XLSX, checked row by row, taken whole or not at all."""
