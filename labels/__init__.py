"""Labels: data in, bytes out; what is drawn is read back by a decoder before it leaves."""
