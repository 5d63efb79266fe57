// Everything that Python calls in a page, as `checks.NAME(…)`; values go both ways as JSON. Rules are
// not named here: the scripts of the checks register them.

import {
  guardsFocus,
  hasDrawnWords,
  hasParentByFallback,
  headsNothing,
  isFrame,
  isShorterThan,
} from "./axe/second_look.js";
import { settled } from "./axe/settled.js";
import { describe } from "./js/describe.js";
import { ready, run } from "./js/rules.js";
import { giveSheets, unreadableSheets } from "./js/styles.js";
import {
  begin as pixelsBegin,
  changing,
  compare,
  dress,
  end as pixelsEnd,
  look as pixelsLook,
  signatures,
} from "./page/colour/contrast_pixels.js";
import { holder, suspect, verdicts } from "./page/colour/contrast_states.js";
import {
  buttonsOf,
  describeNumber,
  firstOf,
  focusNumber,
  focusPlainly,
  focusedAfter,
  hasOtherWay,
  ledPast,
  numberNow,
  showFocus,
  toldOf,
} from "./page/keyboard/walk/by_number.js";
import { keep } from "./page/keyboard/listeners/listeners.js";
import { byScript } from "./page/keyboard/focus_shown.js";
import { bypass, skips } from "./page/keyboard/bypass.js";
import { glance, walked } from "./page/keyboard/walk/stops.js";
import { middle, showing, toHover } from "./page/keyboard/content_on_hover.js";
import {
  endWalk,
  holdStill,
  pause,
  startWalk,
  walkProgress,
} from "./page/keyboard/walk/tab_walk.js";
import { linksWithSameWords } from "./page/links/same_words.js";
import { changesSeen, timeLimits, watchChanges } from "./page/motion/content_changes.js";
import { maybeMoving, movingPictures } from "./page/motion/animated_images.js";
import { privacy } from "./page/privacy/privacy_look.js";
import { reading, readingLinks, readingTargets } from "./page/text/reading.js";
import { countCandidates, one as controlsOne } from "./page/widgets/custom/custom_controls.js";
import {
  afterEscape,
  afterTab,
  dialog as controlsDialog,
  leftPage,
} from "./page/widgets/dialogs.js";
import {
  candidates,
  focused as hoverMenusFocused,
  hoveredNow,
  judge,
  opened,
  place as hoverMenusPlace,
} from "./page/widgets/hover_menus.js";
import { change as inputEventsChange } from "./page/widgets/change_on_input.js";
import {
  down as inputEventsDown,
  keys as inputEventsKeys,
  motion,
  still as inputEventsStill,
} from "./page/widgets/input_events.js";
import { beginTrial, drainTrial } from "./page/widgets/custom/probe.js";
import { acted, blame, doubt, lost } from "./page/widgets/custom/real_keys.js";
import { initiators } from "./runner/facts/initiators.js";
import {
  asksForPassword,
  layOut,
  noPageBecause,
  scriptCount,
  shownCharacters,
} from "./runner/opened.js";
import { find, isLayer, isNew, isOpen, open } from "./runner/openers.js";
import { namesSeen } from "./runner/facts/names_seen.js";
import { relevantStates } from "./runner/facts/relevant_states.js";
import { facts } from "./runner/facts/site_facts.js";
import { subject } from "./runner/facts/subjects.js";

globalThis.checks = Object.freeze({
  run,
  ready,
  describe,
  settled,
  styles: {
    give: giveSheets,
    unreadable: unreadableSheets,
  },
  secondLook: {
    guardsFocus,
    hasDrawnWords,
    hasParentByFallback,
    headsNothing,
    isFrame,
    isShorterThan,
  },
  opened: {
    asksForPassword,
    layOut,
    noPageBecause,
    scriptCount,
    shownCharacters,
  },
  openers: {
    find,
    isLayer,
    isNew,
    isOpen,
    open,
  },
  relevantStates,
  namesSeen,
  initiators,
  subject,
  facts,
  reading,
  readingLinks,
  readingTargets,
  maybeMoving,
  movingPictures,
  watchChanges,
  changesSeen,
  timeLimits,
  sameWords: linksWithSameWords,
  privacy,
  listeners: {
    keep,
  },
  pixels: {
    signatures,
    changing,
    begin: pixelsBegin,
    look: pixelsLook,
    dress,
    compare,
    end: pixelsEnd,
  },
  states: {
    suspect,
    verdicts,
    holder,
  },
  keyboard: {
    start: startWalk,
    end: endWalk,
    progress: walkProgress,
    pause,
    still: holdStill,
    buttonsOf,
    describeNumber,
    firstOf,
    focusNumber,
    focusPlainly,
    focusedAfter,
    numberNow,
    hasOtherWay,
    ledPast,
    showFocus,
    toldOf,
    byScript,
    bypass,
    glance,
    middle,
    showing,
    skips,
    toHover,
    walked,
  },
  trial: {
    begin: beginTrial,
    drain: drainTrial,
  },
  controls: {
    dialog: controlsDialog,
    afterTab,
    leftPage,
    afterEscape,
    doubt,
    acted,
    blame,
    lost,
    candidates: countCandidates,
    one: controlsOne,
  },
  hoverMenus: {
    candidates,
    place: hoverMenusPlace,
    focused: hoverMenusFocused,
    opened,
    judge,
    hovered: hoveredNow,
  },
  inputEvents: {
    still: inputEventsStill,
    keys: inputEventsKeys,
    down: inputEventsDown,
    motion,
    change: inputEventsChange,
  },
});
