"""A scripted editor and the real program."""

import asyncio

from lsprotocol import types

from curbcut.language_server.server import PAUSE
from tests.language_server.client import Editor, at
from tests.making import HOME, page, write

FILES: dict[str, str | bytes] = {
    "site_src/site.toml": '[site]\ntitle = "Help"\n',
    "site_src/index.md": HOME,
    "site_src/prices.md": page(
        "Prices of repairs", "## Chains\nTwenty.\n", "description: What we ask for.\n"
    ),
    "site_src/guides/index.md": page("Guides"),
    "site_src/guides/chain.png": b"",
}
TEXT = page("Brakes", "Ask 😀 for the [prices](../price.md#chains).\n")


def scripted(folder, script):
    async def whole():
        editor = Editor()
        await editor.begin(folder)
        await script(editor)
        assert await editor.end() == 0
        assert editor.said == []

    asyncio.run(whole())


def test_a_page_is_checked_as_it_is_typed_and_not_as_it_is_saved(tmp_path):
    file = write(tmp_path, FILES) / "site_src/guides/brakes.md"  # never saved

    async def script(editor):
        editor.open(file, TEXT)
        (wrong,) = await editor.diagnostics(file)
        assert wrong.code == "link-broken"
        assert wrong.severity is types.DiagnosticSeverity.Error
        assert wrong.message.endswith("Write [prices](../prices.md#chains)")
        assert wrong.code_description.href.endswith("/docs/rules/link-broken.md")
        line = TEXT.split("\n")[3]
        units = line[: line.index("[")].encode("utf-16-le")
        assert wrong.range.start == types.Position(3, len(units) // 2)

        params = types.CodeActionParams(
            types.TextDocumentIdentifier(file.as_uri()),
            wrong.range,
            types.CodeActionContext([wrong]),
        )
        (action,) = await editor.text_document_code_action_async(params)
        (edit,) = action.edit.changes[file.as_uri()]
        assert edit.new_text == "../prices.md#chains"
        utf16 = line.encode("utf-16-le")
        start, end = edit.range.start.character * 2, edit.range.end.character * 2
        fixed = (utf16[:start] + edit.new_text.encode("utf-16-le") + utf16[end:]).decode(
            "utf-16-le"
        )
        editor.change(file, TEXT.replace(line, fixed), 2)
        assert await editor.diagnostics(file, 2) == []

    scripted(tmp_path, script)


def labels(items):
    return [item.label for item in sorted(items, key=lambda item: item.sort_text)]


def test_links_anchors_keys_and_containers_are_completed(tmp_path):
    file = write(tmp_path, FILES) / "site_src/guides/brakes.md"
    text = "---\ntitle: Brakes\n\nkind: \n---\nSee [a](\n[b](../prices.md#\n![c](\n::: \n"

    async def script(editor):
        editor.open(file, text)
        await editor.diagnostics(file)

        async def offered(line, character):
            params = types.CompletionParams(**at(file, line, character))
            return labels(await editor.text_document_completion_async(params))

        keys = await offered(2, 0)
        assert "description" in keys and "title" not in keys
        assert "policy" in await offered(3, 6)
        assert await offered(5, 8) == ["index.md", "../index.md", "../prices.md"]
        assert await offered(6, 17) == ["chains"]
        assert await offered(7, 5) == ["chain.png"]
        assert "warning" in await offered(8, 4)

    scripted(tmp_path, script)


def test_hover_explains_the_rule_and_the_target_and_definition_leads_there(tmp_path):
    file = write(tmp_path, FILES) / "site_src/guides/brakes.md"
    text = page("Brakes", "The [prices](../prices.md#chains) and [click here](../index.md)\n")

    async def script(editor):
        editor.open(file, text)
        await editor.diagnostics(file)
        seen = await editor.text_document_hover_async(types.HoverParams(**at(file, 3, 7)))
        assert "**Prices of repairs** – Chains" in seen.contents.value
        assert "What we ask for." in seen.contents.value
        seen = await editor.text_document_hover_async(types.HoverParams(**at(file, 3, 42)))
        assert "Correct:" in seen.contents.value and "link-text-vague" in seen.contents.value
        there = await editor.text_document_definition_async(
            types.DefinitionParams(**at(file, 3, 7))
        )
        assert there.uri == (tmp_path / "site_src/prices.md").as_uri()
        assert there.range.start.line == 4

    scripted(tmp_path, script)


def test_headings_are_the_outline_each_below_the_one_above(tmp_path):
    file = write(tmp_path, FILES) / "site_src/guides/brakes.md"
    text = page("Brakes", "## Chains 😀\n\n### Oil\n\n## Tyres\n\n### Air\n")

    async def script(editor):
        editor.open(file, text)
        await editor.diagnostics(file)
        params = types.DocumentSymbolParams(types.TextDocumentIdentifier(file.as_uri()))
        symbols = await editor.text_document_document_symbol_async(params)
        found = [(one.name, [below.name for below in one.children]) for one in symbols]
        assert found == [("Chains 😀", ["Oil"]), ("Tyres", ["Air"])]
        assert symbols[0].range == types.Range(types.Position(3, 0), types.Position(3, 12))
        assert symbols[1].children[0].range.start == types.Position(9, 0)

    scripted(tmp_path, script)


def test_a_file_that_appears_or_goes_on_disk_is_noticed(tmp_path):
    write(tmp_path, FILES)
    file, manual = tmp_path / "site_src/guides/brakes.md", tmp_path / "site_src/oil.pdf"
    text = page("Brakes", "[oil](../oil.pdf)\n")

    async def script(editor):
        editor.open(file, text)
        assert [one.code for one in await editor.diagnostics(file)] == ["link-broken"]
        manual.write_bytes(b"%PDF-")
        editor.changed_on_disk(manual, types.FileChangeType.Created)
        assert "link-broken" not in [one.code for one in await editor.diagnostics(file)]
        manual.unlink()
        editor.changed_on_disk(manual, types.FileChangeType.Deleted)
        assert [one.code for one in await editor.diagnostics(file)] == ["link-broken"]
        built = tmp_path / "dist/index.md"
        editor.changed_on_disk(built, types.FileChangeType.Created)
        await asyncio.sleep(PAUSE + 0.5)
        assert editor.found.empty()

    scripted(tmp_path, script)


def test_files_outside_a_site_half_written_pages_and_broken_settings_are_reported(tmp_path):
    write(tmp_path, FILES | {"notes.md": page("Notes", "[a](b.md)\n")})
    alone, half = tmp_path / "notes.md", tmp_path / "site_src/half.md"
    settings = tmp_path / "site_src/site.toml"

    async def script(editor):
        editor.open(alone, alone.read_text())
        assert [one.code for one in await editor.diagnostics(alone)] == ["links-not-looked-up"]
        editor.open(half, "---\ntitle: x: y\n")
        assert [one.code for one in await editor.diagnostics(half)] == ["front-matter-syntax"]
        editor.open(settings, "[site\ntitle = 1\n")
        (wrong,) = await editor.diagnostics(settings)
        assert wrong.code == "site-settings"
        editor.change(settings, '[site]\ntitle = "Help"\n', 2)
        assert await editor.diagnostics(settings, 2) == []

    scripted(tmp_path, script)
