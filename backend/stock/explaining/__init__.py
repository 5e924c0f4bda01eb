"""Why a number of stock is what it is."""
