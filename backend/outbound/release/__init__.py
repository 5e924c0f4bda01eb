"""Release: from a promise to bins, stops and walks on the floor."""
