"""Each kind of foreign markup, as it was and as it becomes."""

import pytest

from curbcut.content.importers.lines import Loss, lines_of, text_of
from curbcut.content.importers.page import convert_body
from curbcut.content.importers.settings import Foreign

FILES = {
    "part.md": "Open *daily*.",
    "docs/part.md": "Open *daily*.",
    "code.py": "# --8<-- [start:one]\none()\n# --8<-- [end:one]\ntwo()\n",
}


def found(name, page):
    return (name, FILES[name]) if name in FILES else None


def made(text, dialect="markdown", values=None):
    losses: list[Loss] = []
    foreign = Foreign(dialect, values=values or {})
    lines, html = convert_body(lines_of(text, "a.md"), "Title", "a.md", foreign, found, losses)
    parts = text_of(lines).split("\n\n")
    tidy = "\n\n".join(part.strip("\n") for part in parts if part.strip())
    return tidy, [loss.kind for loss in losses], html


CALLOUTS = [
    ("!!! note\n    Text.", "::: note\nText.\n:::"),
    ('!!! warning "Take care"\n\n    Text.\n\nAfter.',
     "::: warning Take care\nText.\n:::\n\nAfter."),
    ('!!! danger ""\n    Text.', "::: warning\nText.\n:::"),
    ("!!! tip inline end\n    Text.", "::: tip\nText.\n:::"),
    ("??? note\n    Text.", "::: details Note\nText.\n:::"),
    ('???+ note "More"\n    Text.', "::: details More\nText.\n:::"),
    ("!!! note\n    A.\n\n    !!! tip\n        B.",
     ":::: note\nA.\n\n::: tip\nB.\n:::\n::::"),
    ("- item\n\n    !!! note\n        Text.", "- item\n\n    ::: note\n    Text.\n    :::"),
    (":::note\nText.\n:::", "::: note\nText.\n:::"),
    (":::caution[Take *care*]\nText.\n:::", "::: warning Take care\nText.\n:::"),
    (":::info Title\nText.\n:::", "::: note Title\nText.\n:::"),
    ("::: details More\nText.\n:::", "::: details More\nText.\n:::"),
    ("::::info\n:::tip\nText.\n:::\n::::", ":::: note\n::: tip\nText.\n:::\n::::"),
    ("/// warning | Take care\nText.\n///", "::: warning Take care\nText.\n:::"),
    ("> [!NOTE]\n> Text.\n> More.\n\nAfter.", "::: note\nText.\nMore.\n:::\n\nAfter."),
    ("> [!WARNING] Take care\n> Text.", "::: warning Take care\nText.\n:::"),
    ("> [!faq]- Why?\n> So.", "::: details Why?\nSo.\n:::"),
    ("> **Note**\n> Text.", "::: note\nText.\n:::"),
    ("> A quote.", "> A quote."),
    ('{{< callout type="warning" >}}\nText.\n{{< /callout >}}', "::: warning\nText.\n:::"),
    ('{{% notice tip "Good" %}}\nText.\n{{% /notice %}}', "::: tip Good\nText.\n:::"),
    ("{{< hint danger >}}Text.{{< /hint >}}", "::: warning\nText.\n:::"),
    ('{% alert "Mind", "warning" %}\n  Text.\n{% endalert %}', "::: warning Mind\nText.\n:::"),
    ('{% hint style="info" %}\nText.\n{% endhint %}', "::: note\nText.\n:::"),
    ('{% include note.html content="Text." %}', "::: note\nText.\n:::"),
    ("{: .note }\nText.", "::: note\nText.\n:::"),
    ("Text.\n{: .warning}", "::: warning\nText.\n:::"),
    ("{: .important-title }\n> Mind\n>\n> Text.", "::: important Mind\nText.\n:::"),
    ('<div class="alert alert-danger" role="alert">\nText.\n</div>', "::: warning\nText.\n:::"),
    ("<Note>Text.</Note>", "::: note\nText.\n:::"),
    ('<Admonition type="tip" title="Mind">\n  Text.\n</Admonition>', "::: tip Mind\nText.\n:::"),
    ("<details>\n<summary>More</summary>\n\nText.\n\n</details>",
     "::: details More\nText.\n:::"),
    ('<div class="wide">\n\nText.\n\n</div>', "Text."),
]  # fmt: skip
TABS = [
    ('=== "A"\n\n    One.\n\n=== "B"\n    Two.', "## A\n\nOne.\n\n## B\n\nTwo."),
    ("## H\n\n<Tabs>\n<TabItem value=\"a\" label=\"A\">\n\nOne.\n\n</TabItem>\n</Tabs>",
     "## H\n\n### A\n\nOne."),
    ('{{< tabs >}}\n{{% tab name="A" %}}\nOne.\n{{% /tab %}}\n{{< /tabs >}}', "## A\n\nOne."),
]  # fmt: skip
INLINE = [
    ("A <b>bold</b> and <em>soft</em> word.", "A **bold** and *soft* word."),
    ("<kbd>Ctrl</kbd>+<kbd>C</kbd>", "++Ctrl+C++"),
    ("One<br>two<br/>\nthree", "One\\\ntwo\\\nthree"),
    ("| a<br>b |\n|---|\n| c |", "| a<br>b |\n|---|\n| c |"),
    ('<a href="x.md">Words</a>', "[Words](x.md)"),
    ('<img src="a b.png" alt="A" width="3">', "![A](a%20b.png)"),
    ("<code>a &lt; b</code>", "`a < b`"),
    ("H<sub>2</sub>O", "H<sub>2</sub>O"),
    ('<a name="x"></a>\n\n## Head', "## Head {#x}"),
    ('## <a id="x"></a>Head', "## Head {#x}"),
    ('<a name="x"></a>Words here', "[Words]{#x} here"),
    ("Your <project> name", "Your \\<project> name"),
    ("<https://x.example>", "<https://x.example>"),
    ("`<b>` and `{{ x }}` and `:smile:`", "`<b>` and `{{ x }}` and `:smile:`"),
    ("<!-- a <b>note</b> -->", "<!-- a <b>note</b> -->"),
    ("<table>\n<tr><th>A</th></tr>\n\n<tr><td>1</td></tr>\n</table>",
     "| A |\n| --- |\n| 1 |"),
    ("<ul>\n<li>One</li>\n<li>Two <b>x</b></li>\n</ul>", "- One\n- Two **x**"),
    ("<p align=\"center\">\n  Text *x*.\n</p>", "Text *x*."),
    ("## Head {: #id .no_toc }", "## Head {#id}"),
    ("## Head {#id .wide}", "## Head {#id}"),
    ("## Head\n{: #id }", "## Head {#id}"),
    ("[a](b.md){: .btn target=_blank }", "[a](b.md)"),
    ("[mot]{lang=fr}", "[mot]{lang=fr}"),
    ("![](a.png){.decorative}", "![](a.png){.decorative}"),
    (":rocket: :+1: 10:30:00 :unknown_thing:", "🚀 👍 10:30:00 :unknown_thing:"),
    ("Go :material-arrow-right: on", "Go on"),
    ("[:fontawesome-solid-house:](a.md)", "[house](a.md)"),
    ("==mark==, a == b", "<mark>mark</mark>, a == b"),
    ("[[Page Name|words]]", "[words](/Page%20Name)"),
]  # fmt: skip
TEMPLATES = [
    ("[a]({% link x/y.md %})", "[a](/x/y.md)"),
    ("[a]({% post_url 2024-01-02-x %})", "[a](/_posts/2024-01-02-x)"),
    ("[a]({{ site.baseurl }}/x/)", "[a](/x/)"),
    ("![a]({{ '/p.png' | relative_url }})", "![a](/p.png)"),
    ('[a]({{< ref "x.md#y" >}}) [b]({{% relref "z" %}})', "[a](x.md#y) [b](z)"),
    ('{{< figure src="p.png" alt="A" caption="C" >}}', '![A](p.png "C")'),
    ('{% image "p.png" "What it shows" %}', "![What it shows](/p.png)"),
    ("{% comment %}secret{% endcomment %}Text.", "Text."),
    ("{% raw %}{{ x }}{% endraw %}", "`{{ x }}`"),
    ("{{ page.title }}", "Title"),
    ("{% include part.md %}", "Open *daily*."),
    ('--8<-- "part.md"', "Open *daily*."),
    ('--8<-- "code.py:one"', "one()"),
    ("{% highlight ruby %}\n{{ x }}\n{% endhighlight %}", "```ruby\n{{ x }}\n```"),
    ("* TOC\n{:toc}\n\nText.", "Text."),
    ("[TOC]\n\nText.", "Text."),
    ("{{</* escaped */>}}", "`{{< escaped >}}`"),
]  # fmt: skip
LISTS = [
    ("For:  \n-one  \n-two  \nAfter.", "For:\n\n- one\n- two\n\nAfter."),
    ("For:<br>\n• one<br>\n• two", "For:\n\n- one\n- two"),
    ("1. One.<br>2. Two.<br>3. Three.", "1. One.\n2. Two.\n3. Three."),
    ("- one\n- two", "- one\n- two"),
    ("-5 degrees", "-5 degrees"),
    ("2024) was good", "2024) was good"),
]


@pytest.mark.parametrize(("foreign", "ours"), [*CALLOUTS, *TABS, *INLINE, *TEMPLATES, *LISTS])
def test_foreign_markup_becomes_ours(foreign, ours):
    assert made(foreign)[0] == ours


@pytest.mark.parametrize(
    "foreign", [ours for _, ours in CALLOUTS + INLINE + LISTS if "{#" not in ours]
)
def test_our_markup_stays(foreign):
    assert made(foreign)[0] == foreign


@pytest.mark.parametrize(
    ("foreign", "ours", "kind"),
    [
        ("{{ unknown.value }}", "`{{ unknown.value }}`", "template"),
        ("{% widget 1 2 %}", "`{% widget 1 2 %}`", "template"),
        ("{{< widget >}}", "`{{< widget >}}`", "template"),
        ('{% slack "#help" %}', "#help", "template"),
        ("{% if x %}Text.{% endif %}", "Text.", "template"),
        ("{{< youtube abc >}}", "[youtube: abc](https://www.youtube.com/watch?v=abc)", "embed"),
        ('<iframe src="https://v.example/1" title="A film"></iframe>',
         "[A film](https://v.example/1)", "embed"),
        ("<script>alert(1)</script>", "", "html"),
        ("<button>Send</button>", "Send", "html"),
        ("<Chart data={x}/>", "", "component"),
        ("Text <Star/> here.", "Text  here.", "component"),
        ('--8<-- "gone.md"', "", "snippet"),
        ("{% include gone.html %}", "", "snippet"),
        ("Go :material-arrow-right:", "Go", "icon"),
        ("$$x^2$$", "$$x^2$$", "formula"),
        ("[a](b.md){ .btn }", "[a](b.md)", "attribute"),
        ("Words\n{: #id }", "Words", "anchor"),
        ("::: note\nText.", "::: note\nText.\n:::", "box"),
        (":::strange\nText.\n:::", "::: note\nText.\n:::", "box"),
        ("<table><tr><td>1</td></tr></table>", "| 1 |\n| --- |", "table"),
    ],
)  # fmt: skip
def test_losses_are_reported(foreign, ours, kind):
    text, kinds, _ = made(foreign)
    assert (text.strip(), kinds) == (ours, [kind])


def test_mdx_loses_its_code_but_not_its_text():
    code = "import A from 'a'\nexport const b = {\n  c: 1,\n}\n\n{/* no */}\n\n"
    text = code + "We have {props.n} bikes."
    body, kinds, _ = made(text, "docusaurus")
    assert body == "We have `{props.n}` bikes."
    assert kinds == ["module", "module", "template"]


def test_settings_of_the_site_are_filled_in():
    assert made("Call {{ site.phone }}.", "jekyll", {"phone": "123"})[0] == "Call 123."


def test_elements_that_markdown_lacks_are_named_for_site_toml():
    assert made("H<sub>2</sub>O ==x==")[2] == {"sub", "mark"}
