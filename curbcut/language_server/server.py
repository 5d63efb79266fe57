"""The server: what an editor asks for, answered from the last check of the document's site."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path
from pygls.workspace import PositionCodec

from curbcut import __version__
from curbcut.config import FILE
from curbcut.language_server import links
from curbcut.language_server.actions import KINDS, Document, actions
from curbcut.language_server.completion import TRIGGERS, complete
from curbcut.language_server.diagnostics import diagnostic, failure
from curbcut.language_server.hover import hover
from curbcut.language_server.lines import Lines
from curbcut.language_server.sites import Checked, Sites, source_of
from curbcut.language_server.symbols import outline
from curbcut.model.finding import Finding
from curbcut.run import Options, Run
from curbcut.site.languages import language_of

PAUSE = 0.2
"""Seconds without a change after which the open documents are checked."""


class Server(LanguageServer):
    """A language server for the sites of open documents."""

    def __init__(self, options: Options) -> None:
        super().__init__("curbcut", __version__, text_document_sync_kind=_FULL)
        self._options = options
        self._sites = Sites(options)
        self._checked: dict[Path, Checked] = {}
        self._shown: set[Path] = set()
        self._waiting: asyncio.Task[None] | None = None
        self._one_check = asyncio.Lock()
        self._complained = ""

    def changed(self) -> None:
        """Check the open documents as soon as nobody types."""
        if self._waiting and not self._waiting.done():
            self._waiting.cancel()
        self._waiting = asyncio.get_running_loop().create_task(self._check_soon())

    def is_read(self, uri: str) -> bool:
        """Whether checks of the open documents read a file, or look whether it exists."""
        file = _file_of(uri)
        sources = {checked.source for checked in self._checked.values()}
        return file.name == FILE or any(s and file.is_relative_to(s) for s in sources)

    def watch(self) -> None:
        """Ask the editor to say when files change that it does not have open, if it can."""
        workspace = self.client_capabilities.workspace
        able = workspace and workspace.did_change_watched_files
        if not able or not able.dynamic_registration:
            return
        # Another source folder than the usual one has at least its pages and settings watched.
        globs = (f"**/{self._options.source.name}/**", "**/*.md", f"**/{FILE}")
        options = types.DidChangeWatchedFilesRegistrationOptions(
            [types.FileSystemWatcher(glob) for glob in globs]
        )
        name = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        registration = types.Registration("watched-files", name, options)
        self.client_register_capability(types.RegistrationParams([registration]))

    def document(self, uri: str) -> tuple[Path, Lines, Checked]:
        """An open document: its file, its lines as they are now, and the last check of its site."""
        file = _file_of(uri)
        checked = self._checked.get(file, Checked(source_of(file, self._options)))
        return file, self.lines(uri), checked

    def lines(self, uri: str) -> Lines:
        """The lines of a document, as the editor counts in them."""
        encoding = self.workspace.position_encoding
        text = self.workspace.get_text_document(uri).source
        return Lines.of(text, PositionCodec(encoding))

    async def _check_soon(self) -> None:
        await asyncio.sleep(PAUSE)
        # A check that has begun ends by itself; what was typed meanwhile is checked after it.
        await asyncio.shield(self._check())

    async def _check(self) -> None:
        async with self._one_check:
            documents = self._documents()
            versions = {uri: doc.version for uri, doc in self.workspace.text_documents.items()}
            try:
                found = await asyncio.to_thread(self._results, documents)
            except Exception as error:  # an editor must go on, whatever a check ran into
                self._complain(f"Curbcut could not check the page: {type(error).__name__}: {error}")
                return
            self._checked = found
            self._show(documents, versions)

    def _documents(self) -> dict[Path, str]:
        """The text of the open pages and settings by their files."""
        open_ones = self.workspace.text_documents.items()
        named = {_file_of(uri): doc.source for uri, doc in open_ones if uri.startswith("file:")}
        return {
            file: text
            for file, text in named.items()
            if file.suffix.lower() == ".md" or file.name == FILE
        }

    def _results(self, documents: dict[Path, str]) -> dict[Path, Checked]:
        by_source: dict[Path | None, dict[Path, str]] = {}
        for file, text in documents.items():
            by_source.setdefault(source_of(file, self._options), {})[file] = text
        found: dict[Path, Checked] = {}
        for source, inside in by_source.items():
            if source is None:
                found |= {f: self._sites.check_alone(f, text) for f, text in inside.items()}
            else:
                found |= dict.fromkeys(inside, self._sites.check(source, inside))
        return found

    def _show(self, documents: dict[Path, str], versions: dict[str, int | None]) -> None:
        """Publish what is wrong in the open documents, and in the settings of their sites."""
        by_file = {_file_of(uri): uri for uri in self.workspace.text_documents}
        shown: set[Path] = set()
        for file, checked in self._checked.items():
            settings = [checked.source / FILE] if checked.source else []
            for one in (file, *settings):
                if one in shown or (one is not file and one not in checked.findings):
                    continue
                shown.add(one)
                uri = by_file.get(one, one.as_uri())
                text = documents[one] if one in documents else _text_of(one)
                self._publish(uri, Lines.of(text, self._codec()), checked, one, versions.get(uri))
        for gone in self._shown - shown:
            self._clear(by_file.get(gone, gone.as_uri()))
        self._shown = shown

    def _publish(
        self, uri: str, lines: Lines, checked: Checked, file: Path, version: int | None
    ) -> None:
        files = {
            page.parsed.source.path: checked.source / page.source_path
            for page in (checked.prepared.site.pages.values() if checked.prepared else ())
            if checked.source and page.source_path
        }
        found = [diagnostic(one, lines, files) for one in checked.findings.get(file, ())]
        if checked.failure:
            found.append(failure(checked.failure))
        params = types.PublishDiagnosticsParams(uri, found, version)
        self.text_document_publish_diagnostics(params)

    def _clear(self, uri: str) -> None:
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def _codec(self) -> PositionCodec:
        return PositionCodec(self.workspace.position_encoding)

    def _complain(self, message: str) -> None:
        """Say something once."""
        if message != self._complained:
            kind = types.MessageType.Error
            self.window_show_message(types.ShowMessageParams(kind, message))
        self._complained = message


_FULL = types.TextDocumentSyncKind.Full
"""Whole texts are sent: pages are short, and lines are then split by ``Lines`` alone."""


def serve(options: Options) -> None:
    """Answer an editor on standard input and output until it says goodbye."""
    make(options).start_io()


def make(options: Options) -> Server:
    """A server with everything that it answers."""
    server = Server(options)
    _watch(server)
    _answer(server)
    return server


def _watch(server: Server) -> None:
    """Check again whenever something has changed."""

    # pygls hands the server to a function whose first argument is one.
    async def changed(to: Server, params: Any) -> None:
        to.changed()

    for name in (
        types.TEXT_DOCUMENT_DID_OPEN,
        types.TEXT_DOCUMENT_DID_CHANGE,
        types.TEXT_DOCUMENT_DID_SAVE,
        types.TEXT_DOCUMENT_DID_CLOSE,
    ):
        server.feature(name)(changed)

    @server.feature(types.INITIALIZED)
    async def initialized(to: Server, params: types.InitializedParams) -> None:
        to.watch()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def changed_elsewhere(to: Server, params: types.DidChangeWatchedFilesParams) -> None:
        if any(to.is_read(change.uri) for change in params.changes):
            to.changed()


def _answer(server: Server) -> None:
    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION,
        types.CompletionOptions(trigger_characters=list(TRIGGERS)),
    )
    def completion(params: types.CompletionParams) -> list[types.CompletionItem]:
        file, lines, checked = server.document(params.text_document.uri)
        today = Run.of(Options(cache=False)).today
        return complete(lines, params.position, checked, checked.place(file), today)

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=list(KINDS))
    )
    def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        file, lines, checked = server.document(uri)
        opened = server.workspace.get_text_document(uri)
        language = _language(checked, file)
        document = Document(uri, opened.version, opened.source, lines, language)
        found, only = checked.findings.get(file, ()), params.context.only
        return actions(document, found, params.range, only, _titles(checked))

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def on_hover(params: types.HoverParams) -> types.Hover | None:
        file, lines, checked = server.document(params.text_document.uri)
        findings: Sequence[Finding] = checked.findings.get(file, ())
        site = checked.prepared.site if checked.prepared else None
        return hover(lines, params.position, findings, checked.place(file), site)

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> types.Location | None:
        file, lines, checked = server.document(params.text_document.uri)
        line = lines.line(params.position.line)
        link = links.link_at(line, lines.character(params.position))
        if link is None or checked.prepared is None or checked.source is None:
            return None
        target = links.target_of(link.to, checked.place(file), checked.prepared.site)
        name = target.page.source_path if target.page else target.file
        if not name:
            return None
        start = types.Position(target.heading.span.line - 1 if target.heading else 0, 0)
        return types.Location((checked.source / name).as_uri(), types.Range(start, start))

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def document_symbol(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        file, lines, checked = server.document(params.text_document.uri)
        page = checked.page(file)
        return outline(page.parsed.headings, lines) if page else []


def _language(checked: Checked, file: Path) -> str:
    if checked.prepared is None:
        return "en"
    return language_of(checked.place(file), checked.prepared.config)


def _titles(checked: Checked) -> Callable[[], dict[str, str]]:
    """The titles of the site's pages by their full addresses."""

    def titles() -> dict[str, str]:
        prepared = checked.prepared
        if prepared is None or not prepared.config.site.url:
            return {}
        base = prepared.config.site.url.rstrip("/")
        return {base + page.path: page.title for page in prepared.site.pages.values()}

    return titles


def _file_of(uri: str) -> Path:
    """The file of a document, without symbolic links on the way to it."""
    return Path(to_fs_path(uri) or uri).resolve()


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig", "replace")
    except OSError:
        return ""
