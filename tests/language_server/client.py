"""An editor that speaks to the real program over standard input and output."""

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from tests.making import REPOSITORY

WAIT = 15


class Editor(LanguageClient):
    def __init__(self):
        super().__init__("editor", "1")
        self.found: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.said: list[str] = []
        self.watched: list[str] = []

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: types.PublishDiagnosticsParams) -> None:
            self.found.put_nowait(params)

        @self.feature(types.WINDOW_SHOW_MESSAGE)
        def shown(params: types.ShowMessageParams) -> None:
            self.said.append(params.message)

        @self.feature(types.CLIENT_REGISTER_CAPABILITY)
        def registered(params: types.RegistrationParams) -> None:
            for one in params.registrations:
                assert one.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES
                assert one.register_options
                self.watched += [
                    watcher["globPattern"] for watcher in one.register_options["watchers"]
                ]

    async def begin(self, folder: Path) -> types.InitializeResult:
        environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
        command = (sys.executable, "-m", "curbcut", "language-server")
        await self.start_io(*command, cwd=folder, env=environment)
        watching = types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
        workspace = types.WorkspaceClientCapabilities(did_change_watched_files=watching)
        able = types.ClientCapabilities(workspace=workspace)
        params = types.InitializeParams(able, root_uri=folder.as_uri())
        result = await self.initialize_async(params)
        self.initialized(types.InitializedParams())
        return result

    def open(self, file: Path, text: str) -> None:
        item = types.TextDocumentItem(file.as_uri(), "markdown", 1, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, file: Path, text: str, version: int) -> None:
        document = types.VersionedTextDocumentIdentifier(version, file.as_uri())
        changes = [types.TextDocumentContentChangeWholeDocument(text)]
        self.text_document_did_change(types.DidChangeTextDocumentParams(document, changes))

    def changed_on_disk(self, file: Path, kind: types.FileChangeType) -> None:
        """Say it if the server has asked for such files, as an editor does."""
        if any(file.match(glob) for glob in self.watched):
            changes = [types.FileEvent(file.as_uri(), kind)]
            params = types.DidChangeWatchedFilesParams(changes)
            self.workspace_did_change_watched_files(params)

    async def diagnostics(self, file: Path, version: int = 1) -> list[types.Diagnostic]:
        """Those of a version of a document."""
        async with asyncio.timeout(WAIT):
            while True:
                params = await self.found.get()
                if params.uri == file.as_uri() and params.version in (None, version):
                    return list(params.diagnostics)

    async def end(self) -> int:
        await self.shutdown_async(None)
        self.exit(None)
        async with asyncio.timeout(WAIT):
            await self.stop()
        assert self._server is not None
        assert self._server.returncode is not None
        return self._server.returncode


def at(file: Path, line: int, character: int) -> dict[str, Any]:
    return {
        "text_document": types.TextDocumentIdentifier(file.as_uri()),
        "position": types.Position(line, character),
    }
