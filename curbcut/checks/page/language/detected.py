"""The detected language of text, compared with its declared language.

This goes by words, for languages that share a script; writing_systems.py goes by letters. Two
methods must agree before anything is reported: the commonest words of each language
(curbcut/words/), and the library py3langid, which takes a second to load and is asked only if the
common words contradict the declared language. See docs/decisions/0006.
"""

from __future__ import annotations

import re
import threading
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from curbcut.browser import states
from curbcut.browser.visit import ScriptError
from curbcut.checks.api import Check, PageInState, fill, message_of
from curbcut.checks.page.text.reading import read, targets
from curbcut.model.finding import Outcome, Problem, Rule
from curbcut.words.detection import common_words, own_names

PAGE = Rule(
    id="language-of-page-words",
    summary="The page is not in the language that it declares",
    why=(
        "A screen reader chooses its voice by the language of the page. English read by a"
        " Spanish voice cannot be understood."
    ),
    fix="Correct the language of the site in site.toml, or lang in the front matter of the page.",
    criteria=("3.1.1",),
    question="Is this page in “{lang}” or in “{found}”?",
    how=(
        "The text that the page's language applies to is compared with the most common words of"
        " its language and of two dozen others, then passed to a language-detection library. It"
        " fails where both agree on another language in at least 100 characters. Shorter texts"
        " are a question."
    ),
    limits="Languages that are close to one another; languages that the library does not know.",
    source="WCAG 2.2, 3.1.1; technique H57",
    messages={
        "failed": "The page declares “{lang}”, but its text is in “{found}”",
        "cantTell": "The page declares “{lang}”, but its text looks like “{found}”",
    },
    examples=(
        (
            (
                "<!DOCTYPE html>\n"
                '<html lang="en">\n'
                '<head><meta charset="utf-8"><title>Devolver una bicicleta</title></head>\n'
                "<body><main>\n"
                "<h1>Devolver una bicicleta</h1>\n"
                "<p>Si la bicicleta que ha comprado no le gusta, puede devolverla en los "
                "treinta días que\n"
                "siguen a la compra. Tráigala a la tienda con el recibo y con las dos "
                "llaves.</p>\n"
                "</main></body>\n"
                "</html>"
            ),
            (
                "<!DOCTYPE html>\n"
                '<html lang="es">\n'
                '<head><meta charset="utf-8"><title>Devolver una bicicleta</title></head>\n'
                "<body><main>\n"
                "<h1>Devolver una bicicleta</h1>\n"
                "<p>Si la bicicleta que ha comprado no le gusta, puede devolverla en los "
                "treinta días que\n"
                "siguen a la compra. Tráigala a la tienda con el recibo y con las dos "
                "llaves.</p>\n"
                "</main></body>\n"
                "</html>"
            ),
        ),
    ),
)
PART = Rule(
    id="language-of-part-words",
    summary="Text is not in the language that it declares",
    why=(
        "A screen reader reads it with the voice of the wrong language, which nobody can"
        " understand."
    ),
    fix=(
        'Mark the language of the words: [words]{lang=fr} in Markdown, or lang="fr" on an'
        " element around them in a template. Names of people and places need none."
    ),
    criteria=("3.1.2",),
    question="Is “{text}” in “{found}”? If so, mark it; it is declared as “{lang}”.",
    how=(
        "As for the page, block by block. It fails where both methods agree, in at least 100"
        " characters, or 70 of a whole sentence. Shorter blocks, phrases in italics or quotes, text"
        " with its own language and language menus are a question."
    ),
    limits="Single words; phrases of two words; languages that are close to one another.",
    source="WCAG 2.2, 3.1.2; technique H58",
    messages={
        "failed": "“{text}” is in “{found}” but declared as “{lang}”",
        "cantTell": "“{text}” looks like “{found}” but is declared as “{lang}”",
        "names": "{count} languages have their own names (“{text}”) in text declared as “{lang}”",
    },
    examples=(
        (
            (
                "<p>Customers write to us about our repairs, our prices and our opening "
                "hours, and we\n"
                "answer each of them within a day. Here is what one of them wrote last "
                "week:</p>\n"
                "<blockquote>Nous avons trouvé dans ce magasin tout ce que nous cherchions, "
                "et nous vous\n"
                "remercions de votre travail.</blockquote>"
            ),
            (
                "<p>Customers write to us about our repairs, our prices and our opening "
                "hours, and we\n"
                "answer each of them within a day. Here is what one of them wrote last "
                "week:</p>\n"
                '<blockquote lang="fr">Nous avons trouvé dans ce magasin tout ce que nous '
                "cherchions, et nous vous\n"
                "remercions de votre travail.</blockquote>"
            ),
        ),
    ),
)

SURE = 0.999
"""The probability from which the library counts as sure; its own tests use 0.5."""
LIKELY = 0.8
LONG = 100
"""Characters from which detection is almost certain (the library's authors measure sentences)."""
SENTENCE = 70
"""The same for a block that ends as a sentence does."""
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[“„«\"]([^“”„«»\"\n\ufffc]{12,200})[”“»\"]")


def run(page: PageInState) -> Iterator[Problem]:
    """Yield the page and the texts whose language is not the declared one."""
    found = read(page)
    if not found["html"]:
        return
    whole = _whole(found)
    if whole is not None:
        page.applied(PAGE.id)
        if whole.certainty:
            yield _problem(page, PAGE, found["root"], whole, found["lang"], "")
    yield from _parts(page, found, whole.language if whole and whole.certainty else "")


@dataclass(frozen=True, slots=True)
class Judged:
    """The language of a text that is not in the declared one; ``certainty`` is 0, 1 (ask) or 2."""

    language: str = ""
    certainty: int = 0


def judge(text: str, declared: str, *, apart: bool = False, marked: bool = False) -> Judged | None:
    """Judge whether ``text`` is in another language than ``declared``; None if it cannot be told.

    ``apart`` says that a short text counts on its own, such as a quotation; ``marked`` says that
    just this text has a declared language, so that even a few words are worth a question.
    """
    mine = _base(declared)
    words = [word.casefold() for word in _WORD.findall(text)]
    letters = sum(map(len, words))
    if not mine or len(words) < 3 or letters < 12 or mine in _data()["other_scripts"].split():
        return None
    common = _common()
    counted = _counted(words)
    shares = {language: counted[language] / len(words) for language in common}
    best = max(shares, key=lambda language: shares[language])
    own = shares.get(mine)
    if marked and letters < LONG and (own or 0) <= 0.25:
        language, probability = _detect(text, mine)
        if probability >= LIKELY and language not in _family(mine):
            return Judged(language, 1)
    # The common words of the declared language are all that most texts need.
    if (own is not None and own >= shares[best] and own > 0) or shares[best] < 0.2:
        return Judged() if own else None
    if best in _family(mine) or best == "la":
        return Judged()
    language, probability = _detect(text, mine)
    if best not in _family(language) or language in _family(mine):
        return Judged()
    margin = shares[best] - (own or 0.0)
    whole = len(text) >= SENTENCE and text.rstrip().endswith((".", "!", "?"))
    enough = (len(text) >= LONG or whole) and len(words) >= 12 and own is not None
    if enough and probability >= SURE and margin >= 0.2 and (own or 0) <= 0.12:
        return Judged(language, 2)
    # A phrase that is half common words of another language needs less of the other witness.
    needed = LIKELY if own or shares[best] < 0.4 else LIKELY / 2
    if probability >= needed and margin >= 0.15 and (apart or len(words) >= 8):
        return Judged(language, 1)
    return Judged()


def _whole(found: dict[str, Any]) -> Judged | None:
    """The language of what the language of the page applies to."""
    declared = found["lang"]
    mine = [block for block in found["blocks"] if block["root"]]
    texts = [_clean(block["text"]) for block in mine if not block["link"]]
    texts = texts or [_clean(block["text"]) for block in mine]
    text = " ".join(texts)[:20000]
    if not declared or not text:
        return None
    if len(text) < LONG:
        text = f"{found['title']} {text}"
    judged = judge(text, declared, apart=True, marked=True)
    if judged is None or not judged.certainty:
        return judged
    # Quotations may outweigh the words around them: most blocks must be in that language.
    size = sum(map(len, texts))
    same = sum(len(one) for one in texts if not _speaks(one, declared))
    if same < 0.5 * size:
        return Judged()
    other = _speaks(found["title"], declared)
    sure = judged.certainty == 2 and same >= 0.8 * size and not other
    return Judged(judged.language, 2 if sure else 1)


def _speaks(text: str, declared: str) -> bool:
    """Whether a text has as many common words of the declared language as of any other."""
    counted = _counted([word.casefold() for word in _WORD.findall(text)])
    own = counted[_base(declared)]
    return own > 0 and own >= max(counted.values())


def _parts(page: PageInState, found: dict[str, Any], of_page: str) -> Iterator[Problem]:
    told: set[str] = set()
    for block in found["blocks"]:
        text = _clean(block["text"])
        lang = block["lang"]
        if not lang or not text:
            continue
        page.applied(PART.id)
        judged = judge(text, lang, apart=block["held"], marked=block["held"])
        certain = judged.certainty if judged else 0
        if certain and not (block["root"] and judged and judged.language == of_page):
            assert judged is not None
            if not block["exposed"] and certain == 2:
                judged = Judged(judged.language, 1)
            told.add(text)
            yield _problem(page, PART, block["el"], judged, lang, text)
        elif not of_page:
            for match in _QUOTED.finditer(block["text"]):
                yield from _phrase(page, match[1], lang, block["el"], told)
    if of_page:
        return
    for phrase in found["phrases"]:
        if phrase["kind"] == "set apart":
            yield from _phrase(page, phrase["text"], phrase["lang"], phrase["el"], told)
    yield from _names(page, found)


def _phrase(
    page: PageInState, text: str, lang: str, number: int, told: set[str]
) -> Iterator[Problem]:
    text = _clean(text)
    if any(text in other for other in told):
        return
    judged = judge(text, lang, apart=True)
    if judged and judged.certainty:
        told.add(text)
        yield _problem(page, PART, number, Judged(judged.language, 1), lang, text)


def _names(page: PageInState, found: dict[str, Any]) -> Iterator[Problem]:
    """A menu of languages, each by its own name and none marked."""
    names = []
    for phrase in found["phrases"]:
        lang = _base(phrase["lang"])
        # Where somebody said which language just these words are in, it is marked.
        marked = lang != _base(found["lang"])
        if phrase["kind"] not in ("a", "option") or not lang or marked:
            continue
        if not _is_own(phrase["text"], lang):
            names.append(phrase)
    if len(names) >= 2:
        first = names[0]
        shown = ", ".join(dict.fromkeys(name["text"] for name in names[:5]))
        data = {"count": len(names), "text": shown, "lang": first["lang"], "found": "another"}
        target = targets(page, [first["el"]])[first["el"]]
        question = "Do the names of languages say which language each is in (lang, and hreflang)?"
        words = message_of(PART, "names", data)
        yield Problem(PART.id, words, target, Outcome.CANT_TELL, question=question)


def _is_own(text: str, lang: str) -> bool:
    """Whether a text is no name of a language, or that of the language that it is in."""
    name = " ".join(text.split()).casefold()
    return name in own_names().get(lang, ()) or not any(name in own for own in own_names().values())


def _base(tag: str) -> str:
    """The language of a tag such as “pt-BR”, by its present code."""
    language = tag.split("-", maxsplit=1)[0].lower()
    return _FORMERLY.get(language, language)


_FORMERLY = {"iw": "he", "in": "id", "ji": "yi"}


def _problem(
    page: PageInState, rule: Rule, number: int, judged: Judged, lang: str, text: str
) -> Problem:
    outcome = Outcome.FAILED if judged.certainty == 2 else Outcome.CANT_TELL
    data = {"lang": lang, "found": judged.language, "text": text}
    question = fill(rule.question, data) if outcome is Outcome.CANT_TELL else ""
    words = message_of(rule, str(outcome), data)
    return Problem(rule.id, words, targets(page, [number])[number], outcome, question=question)


def _clean(text: str) -> str:
    """Text without addresses, which are in no language, and without what is no text."""
    text = re.sub(r"\S*(?:https?://|www\.|@)\S*", " ", text.replace("\ufffc", " "))
    return " ".join(text.split())


@cache
def _data() -> dict[str, Any]:
    path = Path(__file__).with_name("detected.toml")
    return tomllib.loads(path.read_text("utf-8"))


@cache
def _common() -> dict[str, frozenset[str]]:
    """The common words of each language; the first of those with as many words in a text wins."""
    common = common_words()
    preferred = [language for language in _data()["preferred"].split() if language in common]
    return {language: common[language] for language in [*preferred, *common]}


def _counted(words: list[str]) -> Counter[str]:
    """How many of the words are common ones of each language."""
    speakers = _speakers()
    return Counter(language for word in words for language in speakers.get(word, ()))


@cache
def _speakers() -> dict[str, list[str]]:
    speakers: dict[str, list[str]] = {}
    for language, words in _common().items():
        for word in words:
            speakers.setdefault(word, []).append(language)
    return speakers


@cache
def _family(language: str) -> frozenset[str]:
    """A language and those that a short text in it may be taken for."""
    groups = [group.split() for group in _data()["near"]]
    return frozenset([language]).union(*(group for group in groups if language in group))


_lock = threading.Lock()


def _detect(text: str, declared: str) -> tuple[str, float]:
    """The language that the library takes a text for, and how sure it is of it or its like."""
    with _lock:
        ranked = [(str(name), float(share)) for name, share in _detector().rank(text)]
    language = ranked[0][0]
    family = _family(language)
    likely = sum(share for name, share in ranked if name in family)
    common = _common()
    if declared in common and language in common:
        # Of a short text a hundred small languages have a little share each; they are set aside.
        likely /= sum(share for name, share in ranked if name in common or name in family)
    return language, likely


@cache
def _detector() -> Any:
    # Loading its model takes seconds, and most runs do without.
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415
    except ImportError as error:
        raise ScriptError("the library py3langid is not installed") from error
    detector = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Creoles of English that short English texts are taken for.
    detector.set_languages(sorted(set(detector.nb_classes) - {"pcm", "jam"}))
    return detector


# In which language the words are does not depend on the state.
CHECK = Check(
    rules=(PAGE, PART),
    states=(states.LIGHT,),
    run=run,
)
