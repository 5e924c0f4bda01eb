"""The reducer of the scanner's work, as the scanner has it: for workers that are programs."""
