"""Room in bins: who may still put what where, and the guard that it is not given twice (I10)."""
