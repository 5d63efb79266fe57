"""The language server: lint as one types, fixes, completion and explanations in any text editor.

``server`` speaks the Language Server Protocol (LSP 3.17) through pygls; everything else is a
function of a document and of the site that it belongs to.
"""
