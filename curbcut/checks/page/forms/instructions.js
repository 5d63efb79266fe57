"use strict";

const { NATIVE, BY_HAND, fields, kindOf, seenWords, ownBox, neighbourWords, onePerRun } =
  checks.forms;

const REQUIRED =
  /\b(required|mandatory|compulsory|must be (filled|completed)|obligatori[oa]s?|obligatoires?|requis|pflichtfeld(er)?|erforderlich|obbligatori[oa]?|obrigatóri[oa]s?|verplichte?|wymagane|povinn[éý])(?!\p{L})|обязательн|مطلوب|إلزامي|必須|必填|필수/iu;
const OPTIONAL =
  /\b(optional|opcional|facultati[fv]\w*|optionnel\w*|facoltativ[oa]|optioneel|freiwillig)(?!\p{L})|необязательн|اختياري|任意|选填|選填|선택/iu;
const HINTING =
  /\b(must (be|have|contain|include)|at least|at most|no more than|maximum|minimum|up to \d+|characters?|format|for example|e\.g\.|example:|(dd|mm|yyyy|yy)\s?[/.-]\s?(dd|mm|yyyy|yy)|use only|numbers only|letters only|including|without spaces|as (it appears|shown) on|we(['’]ll| will) (only|never|use|not))\b/i;
const HINT_MARK =
  /(^|[-_\s])(hints?|help|helper|help-?text|form-?text|tip|instructions?|field-?(note|description)|description)([-_\s]|$)/i;
const ERROR_MARK =
  /(^|[-_\s])(errors?|error-?(message|text)|err|invalid-feedback|validation|is-invalid|has-error|invalid)([-_\s]|$)/i;
const ERRING =
  /\b(is required|are required|must not be (empty|blank)|can(['’]?t| ?not) be (empty|blank)|(is|are) (invalid|not valid|wrong|incorrect|missing|too (long|short))|invalid|not a valid|enter a valid|please (enter|provide|select|choose|fill|check|correct)|you (must|need to|forgot)|enter your|error)\b/i;

const marks = (el) => `${el.getAttribute("class") || ""} ${el.id}`;

/** Pieces of visible text around a field that are not its label: the smallest ones with words. */
const notes = (field) => {
  const box = ownBox(field);
  const loose = looseWords(field, box);
  return [...boxed(field, box).map((el) => ({ el, text: checks.shownText(el) })), ...loose];
};
/** Words that stand beside a field without an element of their own. */
const looseWords = (field, box) => {
  const found = [];
  if (box === field) {
    const after = neighbourWords(field).after;
    return after ? [{ el: null, text: after }] : [];
  }
  for (
    let up = checks.parentOf(field);
    up && (up === box || box.contains(up));
    up = checks.parentOf(up)
  ) {
    if (!up.closest("label, legend")) {
      const text = checks.ownText(up);
      if (/\p{L}{2}/u.test(text) && checks.visible(up)) found.push({ el: null, text });
    }
    if (up === box) break;
  }
  return found;
};
const boxed = (field, box) => {
  if (box === field) return [];
  const found = [];
  for (const el of box.querySelectorAll("*")) {
    if (found.length > 8) break;
    if (
      el === field ||
      el.contains(field) ||
      el.localName === "label" ||
      el.localName === "legend" ||
      el.closest("label, legend, button, option, script, style") ||
      el.matches(`${NATIVE}, ${BY_HAND}, h1, h2, h3, h4, h5, h6, a, svg *`)
    )
      continue;
    if (found.some((other) => other.contains(el))) continue;
    if (!checks.ownText(el) || !checks.visible(el)) continue;
    found.push(el);
  }
  return found;
};

const said = (field) => {
  const errors = checks
    .idrefs(field, "aria-errormessage")
    .map((el) => checks.textOf(el))
    .join(" ");
  let text = `${checks.name(field)} ${checks.description(field)} ${errors}`;
  // A group's description is said when the group is entered.
  const group = field.closest("fieldset, [role=group], [role=radiogroup]");
  if (group) text += ` ${checks.name(group)} ${checks.description(group)}`;
  return fold(text);
};
const fold = (text) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const judged = onePerRun(() => {
  const hints = [],
    errors = [];
  const seen = new Set();
  for (const field of fields().slice(0, 300)) {
    if (!checks.visible(field) || !checks.name(field)) continue;
    const known = said(field);
    for (const { el, text } of notes(field)) {
      if (el && seen.has(el)) continue;
      seen.add(el);
      if (text.length > 250 || !/\p{L}{2}/u.test(text)) continue;
      const mark = el ? marks(el) : "";
      const near = el ? `${mark} ${marks(checks.parentOf(el) || el)}` : "";
      const error =
        ERROR_MARK.test(mark) ||
        (el && checks.explicitRole(el) === "alert") ||
        (ERROR_MARK.test(near) && ERRING.test(text)) ||
        (field.getAttribute("aria-invalid") === "true" && ERRING.test(text));
      const hint = !error && (HINT_MARK.test(mark) || HINTING.test(text));
      if (!error && !hint) continue;
      const words = fold(text);
      // Some of it in the name is enough: “8 characters” for “at least 8 characters”.
      (error ? errors : hints).push({
        field,
        el,
        text,
        tied:
          known.includes(words) || (known.length > 12 && words.includes(known) && known === words),
      });
    }
  }
  return { hints, errors };
});

const notesRule = (which) =>
  function* (page) {
    for (const { field, text, tied } of judged()[which]) {
      yield tied ? page.pass(field) : page.ask(field, { text, name: checks.name(field) });
    }
  };
checks.rule("field-hint-not-tied", notesRule("hints"));
checks.rule("field-error-not-tied", notesRule("errors"));

const reddish = (text) => {
  const [r, g, b, a] = checks.colour(text);
  return a > 0.3 && r > 140 && g < 100 && b < 100;
};
const redBorder = (el) => {
  const s = checks.style(el);
  return (
    ["Top", "Bottom"].every(
      (side) =>
        parseFloat(s[`border${side}Width`]) > 0 &&
        s[`border${side}Style`] !== "none" &&
        reddish(s[`border${side}Color`]),
    ) ||
    (parseFloat(s.outlineWidth) > 0 && s.outlineStyle !== "none" && reddish(s.outlineColor))
  );
};

checks.rule("field-error-without-words", function* (page) {
  const told = new Set(judged().errors.map(({ field }) => field));
  let summary = null;
  for (const el of fields()) {
    const kind = kindOf(el);
    if (!checks.visible(el) || kind === "radio" || kind === "slider") continue;
    const invalid = /^(true|spelling|grammar)$/.test(el.getAttribute("aria-invalid") || "");
    const red = redBorder(el);
    const marked =
      red && (ERROR_MARK.test(marks(el)) || ERROR_MARK.test(marks(checks.parentOf(el) || el)));
    const odd =
      red &&
      !marked &&
      fields().some(
        (other) =>
          other !== el &&
          other.form === el.form &&
          kindOf(other) === kind &&
          checks.visible(other) &&
          !redBorder(other),
      );
    if (!invalid && !marked && !odd) continue;
    const name = checks.name(el);
    const words = `${checks.description(el)} ${seenWords(ownBox(el))} ${name}`;
    if (summary === null)
      summary = page
        .all("[role=alert], [role=status], [aria-live], [class*=error i], [id*=error i]")
        .filter(
          (one) =>
            !one.querySelector(`${NATIVE}, ${BY_HAND}`) &&
            !one.matches(`${NATIVE}, ${BY_HAND}`) &&
            checks.visible(one),
        )
        .map((one) => seenWords(one))
        .join(" ");
    const described =
      told.has(el) ||
      checks.idrefs(el, "aria-errormessage").some((ref) => checks.textOf(ref)) ||
      ERRING.test(words) ||
      (checks.description(el) && invalid);
    const listed = summary && fold(summary).includes(fold(name.replace(/[*:]|\([^)]*\)/g, "")));
    const red_is_required = odd && (REQUIRED.test(words) || /\*/.test(words));
    if (described || listed || red_is_required) yield page.pass(el);
    else yield page.ask(el, { key: invalid || marked ? "cantTell" : "red", name });
  }
});

const requiredIn = (el) => el.required || el.getAttribute("aria-required") === "true";
const scopeOf = (el) => el.form || el.closest("[role=form]") || document.body;
const scopes = onePerRun(() => new Map());
/** What a form says as a whole, and what stands right before it. */
const formWords = (scope) => {
  const known = scopes();
  if (known.has(scope)) return known.get(scope);
  let text = seenWords(scope);
  for (
    let node = scope.previousElementSibling, count = 0;
    node && count < 4;
    node = node.previousElementSibling, count++
  )
    text = `${seenWords(node)} ${text}`;
  const dialog = scope.closest("dialog, [role=dialog], section, article");
  if (dialog && dialog !== scope) text = `${seenWords(dialog).slice(0, 600)} ${text}`;
  known.set(scope, text);
  return text;
};
const fieldsIn = onePerRun(() => {
  const byScope = new Map();
  for (const el of fields()) {
    const scope = scopeOf(el);
    byScope.has(scope) ? byScope.get(scope).push(el) : byScope.set(scope, [el]);
  }
  return byScope;
});

const drawn = (el) =>
  [
    el,
    ...checks.labelsOf(el),
    ...checks.labelsOf(el).flatMap((label) => [...label.querySelectorAll("*")].slice(0, 5)),
    ...(checks.parentOf(el) ? [checks.parentOf(el)] : []),
  ]
    .map((one) => `${checks.pseudo(one, "::before")} ${checks.pseudo(one, "::after")}`)
    .join(" ");

checks.rule("required-field-unmarked", function* (page) {
  for (const [scope, inside] of fieldsIn()) {
    const shown = inside.filter((el) => checks.visible(el) && checks.name(el));
    const required = shown.filter(
      (el) => requiredIn(el) && !/^(radio|checkbox|switch|slider)$/.test(kindOf(el)),
    );
    if (!required.length) continue;
    const kinds = shown.filter((el) => kindOf(el) !== "checkbox");
    // In a search or a sign-in there is nothing that could be left out.
    if (kinds.length <= 2 && required.length === kinds.length) continue;
    const words = formWords(scope);
    const optionals = OPTIONAL.test(words);
    const all = /\b(all|every|each)\b[^.]{0,40}\b(field|question|required|mandatory|must)/i.test(
      words,
    );
    for (const el of required) {
      const near = `${seenWords(ownBox(el))} ${checks.squeeze(
        checks
          .labelsOf(el)
          .map((label) => seenWords(label))
          .join(" "),
      )} ${checks
        .idrefs(el, "aria-labelledby")
        .map((ref) => seenWords(ref))
        .join(" ")} ${checks
        .idrefs(el, "aria-describedby")
        .map((ref) => seenWords(ref))
        .join(" ")} ${el.placeholder || ""} ${drawn(el)}`;
      const picture = checks.labelsOf(el).some((label) => label.querySelector("img, svg"));
      const group = el.closest("fieldset, [role=group]");
      const inGroup = group && REQUIRED.test(seenWords(group).slice(0, 200));
      if (optionals || all || picture || inGroup || /[*＊✱†]/.test(near) || REQUIRED.test(near))
        yield page.pass(el);
      else yield page.ask(el, { name: checks.name(el) });
    }
  }
});

checks.rule("required-star-unexplained", function* (page) {
  for (const [scope, inside] of fieldsIn()) {
    const starred = inside.filter(
      (el) =>
        checks.visible(el) &&
        /[*＊✱]\s*:?\s*$|^\s*[*＊✱]/.test(
          [...checks.labelsOf(el), ...checks.idrefs(el, "aria-labelledby")]
            .map((label) => checks.shownText(label))
            .join(" ") + drawn(el),
        ),
    );
    if (!starred.length) continue;
    const words = `${formWords(scope)}`;
    const word = REQUIRED.source;
    const explained = new RegExp(
      `[*＊✱][^.]{0,60}?(${word})|(${word})[^.]{0,80}?[*＊✱]|asteris|(${word})[^.]{0,60}\\bstar|\\bstar[^.]{0,60}(${word})`,
      "iu",
    ).test(words);
    const titled = starred.every((el) =>
      checks
        .labelsOf(el)
        .some(
          (label) =>
            [...label.querySelectorAll("[title], [aria-label]")].some((one) =>
              REQUIRED.test(`${one.title} ${one.getAttribute("aria-label")}`),
            ) || REQUIRED.test(checks.name(el)),
        ),
    );
    if (explained || titled) yield page.pass(starred[0]);
    else yield page.ask(starred[0], { name: checks.name(starred[0]) || "this label" });
  }
});

checks.rule("required-field-unsaid", function* (page) {
  for (const el of fields()) {
    if (!checks.visible(el) || !checks.name(el) || /^(radio|checkbox|slider)$/.test(kindOf(el)))
      continue;
    if (requiredIn(el)) continue;
    const box = ownBox(el);
    const parts =
      checks
        .labelsOf(el)
        .map((label) => seenWords(label))
        .join(" ") +
      " " +
      (box === el ? "" : seenWords(box));
    const star =
      /(^|[^\p{N}])\s*[*＊✱](\s|$)/u.test(parts) || /^\s*\*\s*$/.test(drawn(el).replace(/\s/g, ""));
    const word =
      REQUIRED.test(parts) &&
      !/\b(not|if|when|where|unless|non)\b/i.test(parts) &&
      parts.length < 80;
    if (!star && !word) continue;
    const heard = `${checks.name(el)} ${checks.description(el)}`;
    if (/[*＊✱]/.test(heard) || REQUIRED.test(heard)) yield page.pass(el);
    else yield page.ask(el, { name: checks.name(el) });
  }
});

const COLOURED = "(red|green|blue|orange|yellow|pink|purple|bold|highlighted|colou?red?)";
const ABOUT =
  "(fields?|labels?|boxes|entries|items?|questions?|required|mandatory|errors?|mistakes?|must be|invalid|missing)";
const TELLS = new RegExp(
  `\\b${ABOUT}\\b[^.!?]{0,60}\\b(in|are|is|marked|shown|with|have)\\b[^.!?]{0,25}\\b${COLOURED}\\b|\\b(in|marked|shown|with|have|having|the)\\b[^.!?]{0,12}\\b${COLOURED}\\b[^.!?]{0,40}\\b(fields?|required|mandatory|errors?|must be|invalid)\\b`,
  "i",
);

checks.rule("required-by-colour", function* (page) {
  if (!fields().length) return;
  for (const el of page.all(
    "p, li, legend, label, td, div, span, strong, em, small, h1, h2, h3, h4",
  )) {
    const own = checks.ownText(el);
    if (own.length < 8 || !checks.exposed(el)) continue;
    const text = checks.textOf(el);
    if (text.length > 400 || !TELLS.test(text)) continue;
    if (
      el.querySelector("p, li, div") ||
      (/^(span|strong|em|small)$/.test(el.localName) &&
        TELLS.test(checks.textOf(checks.parentOf(el))) &&
        checks.textOf(checks.parentOf(el)).length <= 400)
    )
      continue;
    // “in red and marked with a star”
    if (/[*＊✱]|asterisk|\bstar\b|\bicon\b|\bword\b|["“']/i.test(text)) yield page.pass(el);
    else yield page.ask(el, { text });
  }
});

// Anything goes, or figures alone: the second brings up a keypad on phones.
const LOOSE =
  /^\^?(\.[*+]|\\S[*+]|(\.\*)?\\S+(\.\*)?|(\[0-9\]|\\d)[*+]?|(\.|\\S|\[\^[^\]]*\])?\{\d*,?\d*\})\$?$/;
// What everybody knows how to write.
const KNOWN =
  /\b(name|email|url|username|(new|current)-password|one-time-code|tel|cc-number|cc-csc|postal-code)\b/;

checks.rule("field-format-unsaid", function* (page) {
  for (const el of fields()) {
    const pattern = el.localName === "input" && el.getAttribute("pattern");
    if (!pattern || !checks.visible(el) || !checks.name(el) || el.disabled || el.readOnly) continue;
    if (
      LOOSE.test(pattern) ||
      !/^(text|search|)$/.test(el.getAttribute("type") || "") ||
      KNOWN.test(el.getAttribute("autocomplete") || "") ||
      pattern.length < 4
    )
      continue;
    const name = checks.name(el);
    const group = el.closest("fieldset, [role=group]");
    const words = [
      checks.description(el),
      el.title,
      el.placeholder,
      el.value,
      ...notes(el).map(({ text }) => text),
      group ? checks.description(group) : "",
    ].join(" ");
    // A figure, a bracket or a sign in the label is a hint as well.
    if (
      /[\p{L}\p{N}]/u.test(words) ||
      /[\d(/…]|\b(dd|mm|yyyy)\b/i.test(name) ||
      HINTING.test(
        `${name} ${group ? checks.name(group) : ""} ${formWords(scopeOf(el)).slice(0, 1500)}`,
      )
    )
      yield page.pass(el);
    else yield page.ask(el, { name });
  }
});

const PAYER = /\b(billing|bill|invoices?|payer)\b/i,
  GOAL = /\b(shipping|ship to|delivery|deliver to|recipient)\b/i;
const STREET = /\b(street-address|address-line1|postal-code)\b/;
const SAME =
  /\b(same (as|address)|use (my|the|this|your) [^.]{0,30}address|copy (the|my|from)|different (address|from)|ship to (this|the same)|address is the same)\b/i;
/** Whose address a field is for: what its own markup, its group or the heading above says. */
const whose = (el, headings) => {
  const token = el.getAttribute("autocomplete") || "";
  const above = headings
    .filter((one) => one.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING)
    .pop();
  const group = el.closest("fieldset, [role=group], section");
  for (const words of [
    token,
    checks.name(el),
    group && el.form.contains(group) ? checks.name(group) : "",
    above ? checks.textOf(above) : "",
  ]) {
    const [payer, goal] = [PAYER.test(words), GOAL.test(words)];
    if (payer !== goal) return payer ? "payer" : "goal";
  }
  return "";
};
checks.rule("address-asked-twice", function* (page) {
  for (const [scope, inside] of fieldsIn()) {
    if (scope.localName !== "form") continue;
    const shown = inside.filter(
      (el) =>
        el.form === scope &&
        STREET.test(el.getAttribute("autocomplete") || "") &&
        checks.visible(el) &&
        !el.value,
    );
    if (shown.length < 2) continue;
    const headings = [...scope.querySelectorAll("h1, h2, h3, h4, h5, h6, legend")];
    const sets = { payer: [], goal: [], "": [] };
    for (const el of shown) sets[whose(el, headings)].push(el);
    if (!sets.payer.length || !sets.goal.length) continue;
    const second =
      sets.payer[0].compareDocumentPosition(sets.goal[0]) & Node.DOCUMENT_POSITION_FOLLOWING
        ? sets.goal[0]
        : sets.payer[0];
    const controls = [
      ...scope.querySelectorAll(
        "input[type=checkbox], input[type=radio], button, a, [role=checkbox], [role=switch]",
      ),
    ]
      .map((el) => checks.name(el))
      .join(". ");
    if (SAME.test(`${formWords(scope)} ${controls}`) || /\bsame\b/i.test(controls))
      yield page.pass(second);
    else yield page.ask(second, { name: checks.name(second) });
  }
});
