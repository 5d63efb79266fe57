import {
  addEventListener,
  attr,
  closest,
  datasetOf,
  hasAttr,
  isHidden,
  localNameOf,
  maybe,
  nameProperty,
  nextElementSiblingOf,
  querySelector,
  querySelectorAll,
  textContentOf,
  titleOf,
} from "../../../browser/scripts/dom.js";
import { accessibleName } from "../../js/names.js";
import { before, rule } from "../../js/rules.js";
import { textOf } from "../../js/text.js";
import { idrefs, parentOf, selectAll } from "../../js/tree.js";
import { isRendered, isVisible } from "../../js/visibility.js";
import { wordsPattern } from "../../js/words.js";

const PLAYERS =
  /(?:^|[/.])(?:youtube(?:-nocookie)?\.com\/(?:embed|v|shorts|live)|youtu\.be|player\.vimeo\.com|vimeo\.com\/\d|dailymotion\.com\/embed|wistia\.(?:com|net)|fast\.wistia|brightcove|jwplayer|jwplatform|kaltura|vidyard|loom\.com\/embed|twitch\.tv|facebook\.com\/plugins\/video|tiktok\.com\/embed|ted\.com\/talks|bilibili|rutube|streamable\.com|videopress|mediasite|panopto|stream\.microsoft|clips\.)/i;
const SOUND_PLAYERS =
  /(?:soundcloud\.com\/player|open\.spotify\.com\/embed|podcasts?\.|anchor\.fm|mixcloud|buzzsprout|podbean|bandcamp\.com\/EmbeddedPlayer|libsyn|megaphone\.fm|simplecast|acast\.com)/i;
const FILM = /\.(?:mp4|m4v|webm|ogv|mov|avi|wmv|mpe?g|flv|mkv|3gp|rm|asf|m3u8)$/i;
const SOUND = /\.(?:mp3|m4a|ogg|oga|wav|aac|flac|mid|midi|wma|ra|aiff?|opus)$/i;
const FLASH = /\.swf$/i;

const TRANSCRIPT = wordsPattern("transcript");
const DESCRIBED = wordsPattern("audio_description");
const INSTEAD = wordsPattern("media_instead");

/** The words and links near a player, by which its author may have offered the same as text. */
const nearby = (el) => {
  let at = parentOf(el);
  let text = "";
  let beside = "";
  for (let i = 0; at && i < 4; i++, at = parentOf(at)) {
    text = textContentOf(at);
    // What belongs to a figure may stand right after it.
    if (localNameOf(at) === "figure")
      beside = maybe(nextElementSiblingOf(at), (it) => textContentOf(it).slice(0, 3000)) || "";
    if (/^(?:section|article|figure|main|body)$/.test(localNameOf(at)) || text.length > 3000) break;
  }
  const refs = idrefs(el, "aria-describedby").concat(idrefs(el, "aria-details"));
  return `${text.slice(0, 8000)} ${beside} ${refs.map(textOf).join(" ")} ${titleOf(el)} ${attr(el, "aria-label") || ""}`;
};
const sourceOf = (el) => {
  const source =
    el.currentSrc ||
    attr(el, "src") ||
    attr(el, "data") ||
    maybe(querySelector(el, "source[src]"), (it) => attr(it, "src")) ||
    maybe(querySelector(el, "param[name=movie], param[name=src]"), (it) => attr(it, "value")) ||
    "";
  return source.startsWith("data:") ? source.slice(0, 30) : source.split(/[?#]/)[0];
};
const label = (el) =>
  accessibleName(el) || attr(el, "title") || sourceOf(el).split("/").pop() || localNameOf(el);
/** A film without controls that plays silently round and round is a moving background. */
const backdrop = (el) =>
  localNameOf(el) === "video" &&
  (hasAttr(el, "autoplay") || el.autoplay) &&
  (el.muted || hasAttr(el, "muted")) &&
  !hasAttr(el, "controls");

/** What a frame plays, by its address. */
const frameKind = (el) => {
  const source = sourceOf(el);
  if (PLAYERS.test(el.src || maybe(datasetOf(el), (it) => it.src) || "") || FILM.test(source))
    return "film";
  return SOUND_PLAYERS.test(el.src || "") || SOUND.test(source) ? "sound" : "";
};
/** Whether an embedded thing needs a plug-in, which no browser has any longer. */
const needsPlugIn = (el) =>
  localNameOf(el) === "applet" ||
  FLASH.test(sourceOf(el)) ||
  /flash|director|silverlight|java-?applet|x-java/i.test(
    `${attr(el, "type") || ""} ${attr(el, "classid") || ""}`,
  );
/** What an embedded thing plays, by its address and type. */
const embeddedKind = (el) => {
  const source = sourceOf(el),
    type = attr(el, "type") || "";
  if (needsPlugIn(el)) return "plug-in";
  if (FILM.test(source) || /^video\//i.test(type) || PLAYERS.test(source)) return "film";
  return SOUND.test(source) || /^audio\//i.test(type) ? "sound" : "";
};
const KIND_OF_ELEMENT = {
  video: () => "film",
  audio: () => "sound",
  bgsound: () => "sound",
  iframe: frameKind,
};
/** What an element plays: "film", "sound", "plug-in", or nothing. */
const kindOf = (el) => (KIND_OF_ELEMENT[localNameOf(el)] || embeddedKind)(el);
const PLAYING = "video, audio, bgsound, iframe, embed, object, applet";

// Captions that nobody has switched on have not been asked for yet: whether their file is there is
// known when it has been. Those of other sites would have the page ask strangers for something.
const LONGEST = 10000; // milliseconds
let late = false;
before("media-captions-missing", async () => {
  const asleep = selectAll("video track").filter(
    (track) =>
      /^(?:captions|subtitles)$/.test(track.kind) &&
      attr(track, "src") &&
      track.readyState === 0 &&
      track.track.mode === "disabled" &&
      new URL(track.src).origin === location.origin,
  );
  if (!asleep.length) return;
  const answers = asleep.map(
    (track) =>
      new Promise((done) =>
        ["load", "error"].forEach((type) => addEventListener(track, type, done, { once: true })),
      ),
  );
  for (const { track } of asleep) track.mode = "hidden";
  late = false;
  await Promise.race([
    Promise.all(answers),
    new Promise((done) => setTimeout(done, LONGEST)).then(() => (late = true)),
  ]);
  for (const { track } of asleep) track.mode = "disabled";
});

rule("media-captions-missing", function* (page) {
  if (late) throw new Error(`captions do not arrive within ${LONGEST / 1000} s`);
  for (const el of page.all(PLAYING)) {
    if (kindOf(el) !== "film" || !isRendered(el)) continue;
    if (localNameOf(el) !== "video") {
      yield page.ask(el, { text: label(el), key: "player" });
      continue;
    }
    if (backdrop(el) || INSTEAD.test(nearby(el))) continue;
    const tracks = [...querySelectorAll(el, "track")];
    const captions = tracks.filter((track) => /^(?:captions|subtitles)$/.test(track.kind));
    // A video without any is asked about by axe-core (video-caption).
    if (!captions.length) {
      if (tracks.length) yield page.ask(el, { text: label(el), key: "kind" });
      continue;
    }
    const broken = captions.every((track) => !attr(track, "src") || track.readyState === 3);
    if (broken) yield page.ask(el, { text: label(el), key: "broken" });
    else if (captions.some((track) => track.kind === "captions")) yield page.pass(el);
    else yield page.ask(el, { text: label(el), key: "subtitles" });
  }
});

rule("media-alternative-missing", function* (page) {
  for (const el of page.all(PLAYING)) {
    const kind = kindOf(el);
    if (!kind || kind === "plug-in" || goesUnnoticed(el, kind)) continue;
    const words = nearby(el);
    const described = querySelector(el, "track[kind=descriptions]") || DESCRIBED.test(words);
    if (INSTEAD.test(words)) yield page.pass(el);
    else if (kind === "sound")
      yield page.ask(el, { text: label(el), key: TRANSCRIPT.test(words) ? "spoken" : "sound" });
    else if (described) yield page.pass(el);
    else
      yield page.ask(el, {
        text: label(el),
        key: TRANSCRIPT.test(words) ? "transcript" : "cantTell",
      });
  }
  yield* linkedRecordings(page);
});
/** Whether nobody sees or hears a player: it is hidden, or moves in the background. */
const goesUnnoticed = (el, kind) =>
  kind === "film"
    ? !isRendered(el) || backdrop(el)
    : localNameOf(el) === "audio" && !isRendered(el) && !el.autoplay;
const linkedRecordings = function* (page) {
  for (const el of page.all("a[href]").filter(leadsToRecording)) {
    const words = `${nearby(el)} ${accessibleName(el)}`;
    if ([TRANSCRIPT, DESCRIBED, INSTEAD].some((one) => one.test(words))) yield page.pass(el);
    else yield page.fail(el, { text: accessibleName(el), key: "linked" });
  }
};
/** Whether a link leads to a file with sound or moving pictures. */
const leadsToRecording = (el) => {
  const path = (attr(el, "href") || "").split(/[?#]/)[0];
  return isRendered(el) && (FILM.test(path) || SOUND.test(path));
};

const STOPS =
  "button, [role=button], input[type=button i], input[type=submit i], input[type=image i], input[type=checkbox i], [onclick], [aria-pressed], [accesskey], [role=slider], [role=switch], input[type=range i], summary";
/** Whether a recording that can be heard goes on for more than WCAG's three seconds. */
const goesOn = (el) => {
  if (
    !el.autoplay ||
    !el.currentSrc ||
    el.currentSrc.includes("#t=") ||
    !(el.duration > 3 || (el.loop && el.duration > 0))
  )
    return false;
  if (localNameOf(el) === "audio") return true;
  try {
    return el.captureStream().getAudioTracks().length > 0;
  } catch {
    return false; // of another origin
  }
};

/** What the attribute “autostart”, or a parameter of that name, says. */
const autostart = (el) => {
  const param = [...querySelectorAll(el, "param")].find((one) =>
    /^auto(?:start|play)$/i.test(nameProperty(one)),
  );
  return attr(el, "autostart") || param?.value || "";
};
/** Whether an embedded sound plays as long as nothing says that it shall not. */
const playsUnlessTold = (el, kind) =>
  localNameOf(el) === "bgsound" ||
  (localNameOf(el) === "embed" &&
    kind === "sound" &&
    !/^(?:0|false|no)$/i.test(attr(el, "autostart") || ""));
const frameSource = (el) => (localNameOf(el) === "iframe" ? el.src : "");
const startsByItself = (el, kind) =>
  /[?&#]auto_?play=(?:1|true|yes)/i.test(frameSource(el)) ||
  hasAttr(el, "autoplay") ||
  el.autoplay === true ||
  /^(?:1|true|yes)$/i.test(autostart(el)) ||
  playsUnlessTold(el, kind);
const isSilent = (el) =>
  el.muted ||
  hasAttr(el, "muted") ||
  /[?&#]muted?=(?:1|true)/i.test(frameSource(el)) ||
  el.volume === 0;
/** Whether a silent video ends within WCAG's five seconds or can be stopped. */
const isShortOrControlled = (el) =>
  localNameOf(el) === "video" &&
  ((!el.loop && el.duration > 0 && el.duration <= 5) || hasAttr(el, "controls"));
/** The outcome for what starts silently, if it has any. */
const judgeSilent = (page, el, kind) => {
  if (kind !== "film" || !isRendered(el)) return null;
  return isShortOrControlled(el) ? page.pass(el) : page.ask(el, { text: label(el), key: "moves" });
};
/** The outcome for what starts and can be heard, if it has any. */
const judgeSound = (page, el) => {
  if (!/^(?:audio|video)$/.test(localNameOf(el)))
    return page.ask(el, { text: label(el), key: "sound" });
  // What is not certain is asked about by axe-core (no-autoplay-audio).
  return goesOn(el) && !el.controls && !page.all(STOPS).length
    ? page.fail(el, { text: label(el), key: "failed" })
    : null;
};

rule("media-plays-by-itself", function* (page) {
  for (const el of page.all(PLAYING)) {
    const kind = kindOf(el);
    if (!kind || !startsByItself(el, kind)) continue;
    const outcome = isSilent(el) ? judgeSilent(page, el, kind) : judgeSound(page, el);
    if (outcome) yield outcome;
  }
});

rule("media-without-controls", function* (page) {
  for (const el of page.all("video, audio")) {
    if (localNameOf(el) === "audio" ? !el.autoplay : !isVisible(el) || backdrop(el)) continue;
    if (localNameOf(el) === "audio" && hasAttr(el, "controls")) continue;
    if (hasAttr(el, "controls")) {
      yield page.pass(el);
      continue;
    }
    const part =
      closest(el, "figure, section, article, [class*=player i], [class*=video i]:not(video)") ||
      parentOf(el);
    const own = maybe(part, (it) =>
      querySelector(
        it,
        "button, [role=button], input[type=button], [role=slider], input[type=range]",
      ),
    );
    yield own ? page.pass(el) : page.ask(el, { text: label(el) });
  }
});

rule("plug-in-content", function* (page) {
  for (const el of page.all("object, embed, applet")) {
    if (kindOf(el) !== "plug-in" || (localNameOf(el) === "embed" && closest(el, "object")))
      continue;
    if (closest(el, "[aria-hidden=true]") || isHidden(el)) continue;
    yield page.ask(el, { text: label(el) });
  }
});
