"""Shipping: cartons leave for one order; stock, order, reservations and shipment at once."""
