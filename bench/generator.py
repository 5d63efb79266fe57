"""Makes up a help centre of as many pages as are asked for, the same one for the same seed.

A home page; categories with an index page each; in each category five sections with an index page;
in each section nine articles of some 600 words. So what is around a page (the navigation of its
category) is as large on a site of 10,000 pages as on one of 100.
"""

from __future__ import annotations

import itertools
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from bench import words
from bench.content import (
    Block,
    Code,
    Heading,
    Image,
    Inline,
    Items,
    Link,
    Note,
    Page,
    Paragraph,
    Site,
    Strong,
    Table,
)

SEED = 2026
SECTIONS, ARTICLES = 5, 9
WORDS = 545
"""Sections are added until an article has so many; most have some 600 then."""
TITLE = "Orlen Photo Help"
_PICTURES = 8


@dataclass(frozen=True, slots=True)
class _Frame:
    """A page without its text."""

    folder: tuple[str, ...]
    name: str
    index: bool
    title: str
    order: int


def generate(pages: int, seed: int = SEED) -> Site:
    """A site of exactly so many Markdown files, the home page and index pages included.

    Raises:
        ValueError: fewer than 3 pages, or more than there are titles and categories for.
    """
    most = len(words.AREAS) * len(words.ASPECTS) * (1 + SECTIONS * (1 + ARTICLES)) + 1
    if not 3 <= pages <= most:
        message = f"a site has from 3 to {most} pages, not {pages}"
        raise ValueError(message)
    random = Random(seed)  # noqa: S311
    frames = list(itertools.islice(_frames(random), pages))
    made = tuple(_page(number, frames, Random(f"{seed}/{number}")) for number in range(pages))  # noqa: S311
    return Site(TITLE, made, {f"picture-{n}.png": _picture(n) for n in range(_PICTURES)})


def slug(title: str) -> str:
    """The title as part of a file's name."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def _frames(random: Random) -> Iterator[_Frame]:
    """All pages that there can be, in reading order."""
    yield _Frame((), "index", True, TITLE, 1)
    titles = [" ".join(p) for p in itertools.product(words.ACTIONS, words.THINGS, words.OCCASIONS)]
    random.shuffle(titles)
    categories = list(itertools.product(words.AREAS, words.ASPECTS))
    random.shuffle(categories)
    title = iter(titles)
    for place, (area, aspect) in enumerate(categories, 1):
        category = f"{area} {aspect}"
        yield _Frame((slug(category),), "index", True, category, place)
        for number, subject in enumerate(words.SUBJECTS[:SECTIONS], 1):
            folder = (slug(category), slug(subject))
            yield _Frame(folder, "index", True, f"{subject}: {category.lower()}", number)
            for order in range(1, ARTICLES + 1):
                article = next(title)
                yield _Frame(folder, slug(article), False, article, order)


def _page(number: int, frames: list[_Frame], random: Random) -> Page:
    frame = frames[number]
    products = tuple(words.product(random) for _ in range(3))
    description = words.fill(random.choice(words.SENTENCES), random, products)
    blocks = _short(random, products) if frame.index else _article(number, frames, random, products)
    return Page(
        frame.folder,
        frame.name,
        frame.index,
        frame.title,
        description,
        frame.order,
        tuple(blocks),
    )


def _text(random: Random, products: tuple[str, ...], sentences: int) -> str:
    chosen = random.sample(words.SENTENCES, sentences)
    return " ".join(words.fill(sentence, random, products) for sentence in chosen)


def _short(random: Random, products: tuple[str, ...]) -> list[Block]:
    return [Paragraph((_text(random, products, 3),))]


def _article(
    number: int, frames: list[_Frame], random: Random, products: tuple[str, ...]
) -> list[Block]:
    """Sections with a heading each, until there are enough words."""
    blocks: list[Block] = [_paragraph(number, frames, random, products)]
    headings = iter(random.sample(words.HEADINGS, len(words.HEADINGS)))
    kinds = itertools.cycle(random.sample(_KINDS, len(_KINDS)))
    section = 0
    while count(blocks) < WORDS:
        section += 1
        blocks.append(Heading(3 if section % 3 == 0 else 2, next(headings)))
        blocks.append(_paragraph(number, frames, random, products))
        blocks.append(next(kinds)(random, products))
        blocks.append(Paragraph((_text(random, products, 2),)))
    return blocks


def _paragraph(
    number: int, frames: list[_Frame], random: Random, products: tuple[str, ...]
) -> Paragraph:
    """A paragraph with a link: mostly to a page nearby, sometimes to any."""
    far = random.random() < 0.25
    near = range(max(0, number - 20), min(len(frames), number + 20))
    target = random.randrange(len(frames)) if far else random.choice(near)
    if target == number:
        target = 0
    parts: tuple[Inline, ...] = (
        _text(random, products, 2) + " Everything about the ",
        Strong(random.choice(products)),
        " with the code ",
        Code(f"{random.randrange(0x1000, 0x10000):x}"),
        " is on the page ",
        Link(frames[target].title, target),
        ".",
    )
    return Paragraph(parts)


def _list(random: Random, products: tuple[str, ...]) -> Block:
    steps = random.sample(words.STEPS, 5)
    return Items(random.random() < 0.5, tuple(words.fill(s, random, products) for s in steps))


def _table(random: Random, products: tuple[str, ...]) -> Block:
    rows = tuple(
        (product, f"{random.randrange(1, 30)} days", f"{random.randrange(1, 90)}.50 euros")
        for product in products
    )
    return Table(("Product", "How long", "Price"), rows)


def _image(random: Random, products: tuple[str, ...]) -> Block:
    alt = f"The {products[0]} beside the {products[1]}, seen from above"
    return Image(f"picture-{random.randrange(_PICTURES)}.png", alt)


def _note(random: Random, products: tuple[str, ...]) -> Block:
    kind, title = random.choice(words.NOTES)
    return Note(kind, title, _text(random, products, 2))


_KINDS = (_list, _table, _image, _note)


def count(blocks: list[Block]) -> int:
    """How many words the blocks have."""
    return sum(len(text.split()) for block in blocks for text in texts(block))


def texts(block: Block) -> list[str]:
    """The texts of a block, in the order in which they are read."""
    match block:
        case Heading(text=text):
            return [text]
        case Paragraph(parts=parts):
            return ["".join(part if isinstance(part, str) else part.text for part in parts)]
        case Items(items=items):
            return list(items)
        case Table(head=head, rows=rows):
            return [*head, *(cell for row in rows for cell in row)]
        case Image(alt=alt):
            return [alt]
        case Note(title=title, text=text):
            return [title, text]


def _picture(number: int) -> bytes:
    """A small PNG file: a slope from one grey to another, of its own width and height."""
    width, height = 320 + 16 * number, 180 + 8 * number
    rows = b"".join(
        b"\0" + bytes((x * 255 // width + y + 16 * number) % 256 for x in range(width))
        for y in range(height)
    )

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
