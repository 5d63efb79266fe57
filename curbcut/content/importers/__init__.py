"""Pages of other tools as pages of Curbcut: text in, text and what was lost out."""
