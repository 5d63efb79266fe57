r"""What each pattern of the files of words is for, in the order of docs/words.md.

A pattern is looked for in any case. In it, “\b” is the end of a word and “\w” a letter, a digit or
an underscore, of any writing system, for scripts as for Python. “\w” cannot be in a character
class; all else is what both understand.
"""

from __future__ import annotations

PATTERNS = {
    # Pages as a whole
    "help": "names of ways to get help",
    "all_pages": "names of searches and of lists of all pages",
    # Keyboard
    "keys": "words for keys and keyboard shortcuts",
    "ways_out": "words for help with a control and for leaving it",
    "press": "verbs in “press the Escape key”",
    "key_articles": "the article in “press the Escape key”",
    "key_nouns": "the noun in front of the name of a key",
    "shortcuts": "words for shortcuts, where a page explains them",
    "skip": "names of links that lead past what is repeated",
    # Controls
    "closes": "names of buttons that close a dialog",
    "vague_buttons": "names of buttons that say nothing",
    "warns_of_change": "words that warn of what a field does when it is filled in",
    "steps": "names of controls that lead from one of several things to the next",
    "messages": "words of messages that appear after a control was used",
    # Motion and time
    "pauses": "names of controls that stop movement",
    "durations": "a number of minutes or seconds",
    "times": "words without which no text is searched for limits of time",
    "session_ends": "sentences about when a session ends",
    "time_given": "sentences about how much time there is",
    "signed_out": "sentences about when readers are signed out",
    "time_left": "the label of a countdown",
    "page_renewed": "sentences about when a page reloads or leads elsewhere",
    # Colour
    "states_of_things": "words for states, which say the same as a colour does",
    # Forms, text, images, media, links, structure and layout
    "form_fields": "words for the fields of a form and for those that must be filled in",
}
