"""What made-up help pages are written with: sentences with gaps, and what fills them.

The gaps are filled from lists and with names of products that are made of syllables, so that the
vocabulary grows with the site as that of a real one does.
"""

from __future__ import annotations

from random import Random

ACTIONS = (
    *("Change", "Cancel", "Return", "Repair", "Register", "Compare", "Clean", "Update", "Replace"),
    *("Insure", "Track", "Order", "Connect", "Charge", "Store", "Reset", "Share", "Protect"),
    *("Calibrate", "Export"),
)
THINGS = (
    *("a camera", "a lens", "a battery", "a tripod", "a memory card", "a flash", "an invoice"),
    *(
        "a gift card",
        "a subscription",
        "a delivery",
        "a user account",
        "a password",
        "a photo book",
    ),
    *("a print", "a picture frame", "a microphone", "a charger", "a drone", "a projector"),
    *(
        "a camera bag",
        "a remote control",
        "a light meter",
        "a sensor",
        "a viewfinder",
        "a warranty",
    ),
)
OCCASIONS = (
    *("at home", "abroad", "in a shop", "by post", "online", "on a phone", "for a friend"),
    *("for a business", "for a school", "in winter", "after a holiday", "before a journey"),
    *("without a receipt", "within a year", "with a screen reader", "in an emergency"),
    *("on a computer", "by telephone", "at an airport", "for the first time", "in bright light"),
    *("near water", "after an update", "for a wedding"),
)
AREAS = (
    *("Cameras", "Lenses", "Orders", "Payments", "Accounts", "Deliveries", "Repairs", "Prints"),
    *("Accessories", "Software", "Warranties", "Courses", "Rentals", "Drones"),
)
ASPECTS = (
    *("for beginners", "for businesses", "for schools", "step by step", "explained", "in detail"),
    *("in the shop", "on the web", "on the phone", "for collectors", "for families", "for clubs"),
    *("worldwide", "at work", "in practice"),
)
SUBJECTS = (
    *("Getting started", "Settings", "Safety", "Costs and refunds", "Solving problems"),
    *("Care and cleaning", "Rules and rights"),
)
HEADINGS = (
    *("What you need", "Before you begin", "How it works", "What it costs", "How long it takes"),
    *("If something goes wrong", "Who can help you", "What happens next", "What we keep"),
    *("What you can change later", "Questions that people ask", "What you must not do"),
)
_PLACES = (
    *("the settings", "the menu", "your account", "the shop", "the app", "the confirmation email"),
    *("the box", "the cover", "the manual", "the first screen", "the delivery note", "the label"),
)
_PEOPLE = (
    *("our support team", "the person at the counter", "a technician", "the driver", "your bank"),
    *("a colleague", "the manufacturer", "the workshop", "our accounts department"),
)
_TIMES = (
    *("two working days", "a week", "fourteen days", "a month", "an hour", "ten minutes"),
    *("one business day", "three weeks", "half a year", "a few seconds"),
)
_STATES = (
    *("complete", "ready", "damaged", "registered", "charged", "switched off", "up to date"),
    *("connected", "safe", "empty", "paid", "on its way"),
)
SENTENCES = (
    "You can do this with the {product} in {time}.",
    "Open {place} and choose the entry that names the {product}.",
    "If the {product} is not {state}, ask {person} for help.",
    "We write to you within {time}, and you do not have to answer.",
    "Keep {place} until everything is {state}.",
    "Most people find the number in {place}, just below the name of the {product}.",
    "When {person} confirms the change, you see it in {place} after {time}.",
    "Nothing is charged before the {product} is {state}.",
    "Check {place} first, because the answer is often there already.",
    "The {product} and the {product} use the same cable, so you need only one of them.",
    "You have {time} to change your mind, and you do not have to give a reason.",
    "Ask {person} to look at {place} if the light on the {product} keeps flashing.",
    "Switch the {product} off, wait for {time}, and then try again.",
    "We only pass your address to {person}, and only while the order is open.",
    "Do not open the {product} yourself, since that ends the guarantee.",
    "Your choice is saved in {place} and holds for every later order.",
    "A small fee applies if the {product} comes back after {time}.",
    "It makes no difference whether you start in {place} or in {place}.",
    "The older {product} works in the same way, but it takes {time} longer.",
    "You get a message as soon as the {product} is {state}.",
    "Write down what you see in {place}, so that {person} can follow it.",
    "With a screen reader, the button is read as the last entry of {place}.",
    "Both {person} and {person} can see that the {product} is {state}.",
    "If {time} have passed and nothing has happened, let us know.",
)
STEPS = (
    "Open {place}.",
    "Choose the {product} from the list.",
    "Check that it is {state}.",
    "Write the number from {place} into the field.",
    "Send it, and wait for {time}.",
    "Ask {person} if you are not sure.",
    "Look for the message in {place}.",
    "Put the {product} back into {place}.",
)
NOTES = (
    ("note", "Good to know"),
    ("tip", "A quicker way"),
    ("important", "Please read this first"),
    ("warning", "Be careful"),
)
_SYLLABLES = (
    *("ba", "cor", "del", "fen", "gar", "hil", "jo", "kam", "lor", "mi", "nor", "pel", "qua"),
    *("ri", "sol", "tan", "ul", "ver", "wen", "zed"),
)


def product(random: Random) -> str:
    """A made-up name and model: “Corvermi 40”."""
    name = "".join(random.choice(_SYLLABLES) for _ in range(random.choice((2, 3))))
    return f"{name.capitalize()} {random.randrange(1, 10) * 10}"


def fill(sentence: str, random: Random, products: tuple[str, ...]) -> str:
    """The sentence with its gaps filled; ``products`` are those that the page is about."""
    fillings = {
        "{product}": products,
        "{place}": _PLACES,
        "{person}": _PEOPLE,
        "{time}": _TIMES,
        "{state}": _STATES,
    }
    for gap, choices in fillings.items():
        while gap in sentence:
            sentence = sentence.replace(gap, random.choice(choices), 1)
    return sentence
