"""What can be typed after `stockwright`: a module for each command."""
