"""Keep the demo's warehouse alive: simulated people work beside those who try it."""
