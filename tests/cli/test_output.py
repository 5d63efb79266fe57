"""How commands tell how far they are."""

from curbcut.cli import output


def test_a_log_gets_a_line_every_so_often(monkeypatch, capsys):
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    show = output.progress_of(plain=False)
    for seconds, words in ((1, "one"), (29, "two"), (30, "three"), (31, "four"), (60, "five")):
        now[0] = 100.0 + seconds
        show(words)
    assert capsys.readouterr().err.splitlines() == ["three", "five"]


def test_plain_reports_have_no_progress(monkeypatch, capsys):
    monkeypatch.setattr(output, "EVERY", 0)
    output.progress_of(plain=True)("one")
    assert capsys.readouterr().err == ""
