"""Controls that scripts make of other elements, tried out."""
