"""The site in several languages: addresses, what stands in, links, and what each page says."""

import re
from pathlib import Path

import pytest

from curbcut.commands.lint import lint
from curbcut.run import Options
from curbcut.site.addresses import addresses_of
from curbcut.site.languages import name_in, own_name
from tests.making import HOME, html, page, picture, prepared, rules, write

SETTINGS = """\
[site]
title = "Bicycle Help"
description = "Answers."
url = "https://example.com/"
organisation = "Bicycles"

[contact]
page = "contact.md"
hours = "From 9 to 5"

[languages.es]
title = "Ayuda de bicicletas"
hours = "De 9 a 5"

[languages.ar]
title = "مساعدة الدراجات"
"""
PNG = picture(3, 2)
FILES: dict[str, str | bytes] = {
    "site.toml": SETTINGS,
    "index.md": page("Help", "[care](care/chains.md#oil) [contact](contact.md)\n", "order: 1\n"),
    "404.md": page("Nothing here"),
    "contact.md": page("Contact us", "Write.\n", "order: 2\nredirect_from: /old/\n"),
    "care/index.md": page("Care", extra="slug: looking-after\norder: 1\n"),
    "care/chains.md": page(
        "Chains",
        "## Dirt\n\n[up](index.md)\n\n## Oil\n\n![](x.png){.decorative}[pdf](a.pdf)\n\n"
        "::: note\nText.\n:::\n",
        "order: 2\nowner: Ann\nlast_reviewed: 2020-05-17\n",
    ),
    "care/brakes.md": page("Brakes", extra="order: 1\n"),
    "care/promise.md": page(
        "Promise", "We promise.\n", 'kind: policy\neffective: 2020-01-02\nversion: "2"\norder: 3\n'
    ),
    "care/x.png": PNG,
    "care/a.pdf": b"%PDF",
    "es/index.md": page("Ayuda", "[cadenas](care/chains.md)\n"),
    "es/404.md": page("No encontrada"),
    "es/care/chains.md": page(
        "Cadenas",
        "## Suciedad\n\n## Aceite\n\n![Una cadena](x.png) [pdf](a.pdf)\n[frenos](brakes.md)\n\n"
        "::: note\nTexto.\n:::\n",
        "last_reviewed: 2021-05-17\n",
    ),
    "es/care/promise.md": page("Promesa", "Prometemos.\n"),
    "es/solo.md": page("Solo", extra="redirect_from: /es/antes/\n"),
    "ar/care/brakes.md": page("المكابح", extra="slug: makabih\n"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory):
    made = prepared(write(tmp_path_factory.mktemp("source"), FILES))
    assert [finding for finding in made.findings if finding.blocking] == []
    return made


def main(text: str) -> str:
    return text.split("<main", 1)[1].split("</main>", maxsplit=1)[0]


def test_addresses_come_from_the_folder_and_from_the_original(site):
    assert sorted(site.site.pages) == [
        *("/", "/404.html", "/ar/", "/ar/contact/", "/ar/looking-after/"),
        *("/ar/looking-after/chains/", "/ar/looking-after/makabih/"),
        *("/ar/looking-after/promise/", "/contact/", "/es/", "/es/404.html", "/es/contact/"),
        *("/es/looking-after/", "/es/looking-after/brakes/", "/es/looking-after/chains/"),
        *("/es/looking-after/promise/", "/es/solo/", "/looking-after/", "/looking-after/brakes/"),
        *("/looking-after/chains/", "/looking-after/promise/"),
    ]


def test_each_language_is_a_tree_of_its_own(site):
    pages = site.site.pages
    assert pages["/es/looking-after/chains/"].parent == "/es/looking-after/"
    assert pages["/es/looking-after/"].parent == "/es/"
    assert pages["/es/"].parent == ""
    # The order is the original's, also where the translation gives none.
    below = [f"/es/looking-after/{name}/" for name in ("brakes", "chains", "promise")]
    assert site.site.children["/es/looking-after/"] == tuple(below)
    text = html(site, "/es/looking-after/chains/")
    assert 'href="../brakes/" rel="prev"' in text
    assert 'href="../promise/" rel="next"' in text


def test_what_a_page_is_comes_from_its_original(site):
    promise = site.site.pages["/es/looking-after/promise/"]
    assert promise.kind.id == "policy"
    text = html(site, promise.path)
    assert '<time datetime="2020-01-02">2 de enero de 2020</time>' in text


def test_a_translation_speaks_its_language(site):
    text = html(site, "/es/looking-after/chains/")
    assert '<html lang="es" dir="ltr">' in text
    assert "<title>Cadenas – Ayuda de bicicletas</title>" in text
    assert "Saltar al contenido principal" in text
    assert '<time datetime="2021-05-17">17 de mayo de 2021</time>' in text
    assert '<p class="callout__title">Nota</p>' in text
    assert "De 9 a 5" in text
    assert 'action="../../search/index.html"' in text
    assert 'class="site-header__home" href="../../"' in text
    assert "language-note" not in text
    assert 'lang="en"' not in main(text).split('class="pager"')[0]


def test_a_language_of_its_own_still_wins(tmp_path: Path):
    files = FILES | {"es/solo.md": page("Alone", "::: note\nText.\n:::\n", "lang: en\n")}
    text = html(prepared(write(tmp_path, files)), "/es/solo/")
    assert '<html lang="en" dir="ltr">' in text
    assert '<p class="callout__title">Note</p>' in text


def test_what_is_not_translated_is_there_and_marked(site):
    text = html(site, "/ar/looking-after/chains/")
    assert '<html lang="ar" dir="rtl">' in text
    assert '<h1 class="page-header__heading" lang="en" dir="ltr">Chains</h1>' in text
    assert '<div class="prose" lang="en" dir="ltr">' in text
    assert '<p class="callout__title">Note</p>' in text
    assert "هذه الصفحة غير متوفرة باللغة العربية بعد، وهي معروضة هنا باللغة الإنجليزية." in text
    assert '<dd class="page-facts__value" lang="en" dir="ltr">Ann</dd>' in text
    assert '<link rel="canonical" href="https://example.com/looking-after/chains/">' in text
    for never in ("hreflang", "og:", "ld+json", "text/markdown"):
        assert never not in text.split("</head>")[0]
    # Spanish runs the same way as English, so only the language is said.
    spanish = html(site, "/es/looking-after/brakes/")
    assert '<h1 class="page-header__heading" lang="en">Brakes</h1>' in spanish
    assert "Esta página todavía no está disponible en español. Se muestra en inglés." in spanish


def test_the_title_is_marked_wherever_it_appears(site):
    text = html(site, "/es/looking-after/chains/")
    assert '<bdi class="named" lang="en">Brakes</bdi></a>' in text  # section navigation
    assert '<span class="pager__text" lang="en">Brakes</span>' in text
    assert '<a class="breadcrumb__link" href="../" lang="en">Care</a>' in text
    home = html(site, "/es/")
    assert '<h2 class="card-list__heading" lang="en"><a ' in home
    assert '<a class="card-list__child" href="looking-after/brakes/" lang="en">' in home
    assert 'href="looking-after/chains/">Cadenas</a>' in home
    for path in ("/es/search/", "/es/all-pages/"):
        assert 'href="../looking-after/brakes/" lang="en"' in html(site, path)
    assert 'href="../looking-after/promise/" lang="en" dir="ltr"' in html(site, "/ar/search/")


def test_lists_hold_the_pages_of_their_language(site):
    for root in ("/", "/es/", "/ar/"):
        for name in ("search/", "all-pages/"):
            text = main(html(site, root + name))
            found = set(re.findall(r'class="(?:index-list|page-map)__link" href="([^"#]*)', text))
            paths = {root + href.removeprefix("../") for href in found}
            assert paths == {
                path
                for path, page in site.site.pages.items()
                if page.root == root and not page.kind.anywhere
            }
    assert "Aceite" in html(site, "/es/search/")
    assert "Dirt" not in html(site, "/ar/search/")
    assert "<h1" in html(site, "/es/all-pages/")
    assert "Todas las páginas" in html(site, "/es/all-pages/")


def test_links_lead_to_the_page_in_the_same_language(site):
    assert 'href="looking-after/chains/">cadenas</a>' in html(site, "/es/")
    assert 'href="../brakes/">frenos</a>' in html(site, "/es/looking-after/chains/")
    home = html(site, "/ar/")
    assert 'href="looking-after/chains/#oil">care</a>' in home
    assert 'href="contact/">contact</a>' in home
    assert 'href="../">up</a>' in html(site, "/ar/looking-after/chains/")


def test_a_heading_of_the_original_is_found_in_the_translation(tmp_path: Path):
    files = {**FILES, "es/index.md": b""}
    del files["es/index.md"]
    assert 'href="looking-after/chains/#aceite">care</a>' in html(
        prepared(write(tmp_path / "a", files)), "/es/"
    )
    files["es/care/chains.md"] = page("Cadenas", "## Aceite\n")
    made = prepared(write(tmp_path / "b", files))
    assert [finding for finding in made.findings if finding.blocking] == []
    assert 'href="looking-after/chains/">care</a>' in html(made, "/es/")


def test_files_of_the_original_serve_the_translation(site, tmp_path: Path):
    for path in ("/es/looking-after/chains/", "/ar/looking-after/chains/"):
        text = html(site, path)
        assert 'src="../../../care/x.png" width="3" height="2"' in text
        assert 'href="../../../care/a.pdf"' in text
    made = prepared(write(tmp_path, FILES | {"es/care/x.png": PNG}))
    assert 'src="../../care/x.png"' in html(made, "/es/looking-after/chains/")
    assert 'src="../../../care/x.png"' in html(made, "/ar/looking-after/chains/")


def test_the_switcher_leads_to_the_same_page(site):
    def ways(path: str) -> list[tuple[str, str]]:
        nav = html(site, path).split('<nav class="language-switcher"')[1].split("</nav>")[0]
        return re.findall(r'href="([^"]*)" lang="([^"]*)"', nav)

    assert ways("/looking-after/brakes/") == [
        ("./", "en"),
        ("../../es/looking-after/brakes/", "es"),
        ("../../ar/looking-after/makabih/", "ar"),
    ]
    assert ways("/es/search/") == [
        ("../../search/", "en"),
        ("./", "es"),
        ("../../ar/search/", "ar"),
    ]
    assert ways("/es/solo/") == [("../../", "en"), ("./", "es"), ("../../ar/", "ar")]
    assert ways("/404.html") == [("/404.html", "en"), ("/es/404.html", "es"), ("/ar/", "ar")]
    text = html(site, "/es/")
    assert '<nav class="language-switcher" aria-label="Idioma">' in text
    assert 'href="./" lang="es" hreflang="es" aria-current="true">Español</a>' in text
    assert 'lang="ar" hreflang="ar" dir="rtl">العربية</a>' in text


def test_one_language_has_no_switcher(tmp_path: Path):
    text = html(prepared(write(tmp_path, {"index.md": HOME})), "/")
    assert "language-switcher" not in text
    assert "hreflang" not in text


def test_files_for_machines_list_translations_only(site):
    head = html(site, "/looking-after/brakes/").split("</head>")[0]
    assert re.findall(r'hreflang="([^"]*)" href="https://example.com([^"]*)"', head) == [
        ("en", "/looking-after/brakes/"),
        ("ar", "/ar/looking-after/makabih/"),
        ("x-default", "/looking-after/brakes/"),
    ]
    assert '<meta property="og:locale" content="en_US">' in head
    assert '<meta property="og:locale:alternate" content="ar_EG">' in head
    assert '"inLanguage":"ar"' in html(site, "/ar/looking-after/makabih/")
    assert "hreflang" not in html(site, "/contact/").split("</head>")[0]
    sitemap = site.rendered.files["sitemap.xml"].decode()
    assert sitemap.count("<loc>") == 11
    assert "/ar/looking-after/chains/" not in sitemap
    assert (
        '<loc>https://example.com/</loc><xhtml:link rel="alternate" hreflang="en"'
        ' href="https://example.com/"/><xhtml:link rel="alternate" hreflang="es"'
        ' href="https://example.com/es/"/><xhtml:link rel="alternate" hreflang="x-default"'
    ) in sitemap


def test_each_language_has_its_own_files_for_machines(site):
    files = site.rendered.files
    root, spanish = files["llms.txt"].decode(), files["es/llms.txt"].decode()
    assert "## Languages\n\n- [Español](https://example.com/es/llms.txt)" in root
    assert "Cadenas" not in root
    assert spanish.startswith("# Ayuda de bicicletas\n")
    assert "(https://example.com/es/looking-after/chains/index.md)" in spanish
    assert "Brakes" not in spanish
    assert "## Languages" not in spanish
    assert files["es/looking-after/chains/index.md"].decode().startswith("# Cadenas\n")
    assert "ar/looking-after/chains/index.md" not in files
    assert "Promesa" in files["es/feed.xml"].decode()
    assert 'xml:lang="es"' in files["es/feed.xml"].decode()
    assert "Promesa" not in files["feed.xml"].decode()
    assert "ar/feed.xml" not in files
    assert 'href="../../feed.xml" type="application/atom+xml"' in html(
        site, "/es/looking-after/promise/"
    )


def test_each_search_page_may_compile(site):
    for name in ("search/index.html", "es/search/index.html", "ar/search/index.html"):
        assert "wasm" in site.rendered.headers_of(name)["Content-Security-Policy"]
    assert "/es/search/" in site.rendered.files["_headers"].decode()


def test_old_addresses(site):
    assert [redirect.address for redirect in site.site.redirects] == ["/es/antes/", "/old/"]
    stub = site.rendered.files["es/antes/index.html"].decode()
    assert '<html lang="es" dir="ltr">' in stub
    assert "Esta página se ha trasladado: Solo – Ayuda de bicicletas" in stub


def test_pages_that_replace_a_translation_are_not_kept_in_the_ledger(site, tmp_path: Path):
    kept = addresses_of(site.site)
    assert {"/es/", "/es/solo/", "/es/search/"} <= kept
    assert not {"/ar/", "/es/contact/"} & kept
    # What was translated once and is no more still answers, in the first language.
    source = write(tmp_path, FILES | {"addresses.txt": "/es/contact/\n/es/gone/\n"})
    found = [f.message for f in lint(Options(source=source)).findings if f.blocking]
    assert found == ["/es/gone/ was published but no longer exists and is not redirected"]


def test_findings_of_the_source_are_reported_once(tmp_path: Path):
    files = FILES | {"contact.md": page("Contact us", "[x](none.md) ![](a.png)\n")}
    result = lint(Options(source=write(tmp_path, files)))
    found = sorted(f.rule.id for f in result.findings if f.span and "contact.md" in f.span.path)
    assert found == ["image-alt-missing", "image-missing", "link-broken"]


def test_titles_are_compared_within_a_language(tmp_path: Path):
    files = FILES | {"es/contact.md": page("Contact us"), "es/b.md": page("Cadenas")}
    found = [f for f in lint(Options(source=write(tmp_path, files))).findings if f.blocking]
    assert [(f.rule.id, f.message.split(" ")[0]) for f in found] == [
        ("title-duplicate", "“Cadenas”"),
    ]


def test_a_draft_is_not_translated_yet(tmp_path: Path):
    files = FILES | {"es/contact.md": page("Contacto", extra="draft: true\n")}
    text = html(prepared(write(tmp_path, files)), "/es/contact/")
    assert '<h1 class="page-header__heading" lang="en">Contact us</h1>' in text


def test_a_page_in_the_way_of_a_language_is_a_collision(tmp_path: Path):
    assert rules(write(tmp_path, FILES | {"es.md": page("Es")})).count("route-collision") == 1


@pytest.mark.parametrize(
    ("settings", "line", "words"),
    [
        ("[languages.en]\n", 1, "appears twice"),
        ('[languages.es]\n[languages.ES]\ntitle = "x"\n', 2, "appears twice"),
        ("[languages.xx]\n", 1, "not a language code"),
        ('[languages."e s"]\n', 1, "not a language code"),
        ('[languages.es]\n\ntitel = "x"\n', 3, 'Write “title = "x"”'),
        ("[languages.es]\ntitle = 1\n", 2, 'Write “title = "1"”'),
        ('languages = "es"\n', 1, "not a table"),
        ("[languages]\nes = 1\n", 2, "not a table"),
    ],
)
def test_settings_that_are_wrong(tmp_path: Path, settings: str, line: int, words: str):
    result = lint(Options(source=write(tmp_path, {"index.md": HOME, "site.toml": settings})))
    (finding,) = (found for found in result.findings if found.rule.id == "site-settings")
    assert finding.span is not None
    assert finding.span.line == line
    assert words in f"{finding.message}. {finding.fix}"


def test_a_language_whose_words_the_theme_lacks_is_no_mistake(tmp_path: Path):
    source = write(tmp_path, {"index.md": HOME, "site.toml": '[languages.fi]\nname = "FI"\n'})
    text = html(prepared(source), "/fi/")
    assert '<html lang="fi" dir="ltr">' in text
    assert "This page is not available in suomi yet. It is shown in englanti." in text
    assert 'hreflang="fi" aria-current="true">FI</a>' in text


def test_names_of_languages():
    assert [own_name(code) for code in ("en", "es", "ar", "ka", "pt-BR", "xx")] == [
        *("English", "Español", "العربية", "ქართული", "Português (Brasil)", "Xx"),
    ]
    assert name_in("en", "es") == "inglés"
