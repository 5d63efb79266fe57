"""What a shop adds to Curbcut for its own help centre."""
