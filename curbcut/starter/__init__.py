"""A help centre from nothing, and new pages in it.

``en/`` and the other folders named after a language have the first pages of a help centre;
``around/`` what belongs beside them: a workflow, settings of editors. A name that begins with
“dot-” there stands for one that begins with a dot, which tools would take for settings of ours.
"""
