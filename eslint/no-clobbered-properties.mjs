// Forbids to ask elements and documents for properties that names on a page can replace.
//
// A form has its fields as properties, and a document its forms and images, before its own (DOM
// clobbering). Scripts that run in pages ask with the functions of curbcut/browser/scripts/dom.js. What
// has such a property and is neither a form nor a document is named in the option `safe`: for each
// property the text of what may be asked for it, as a regular expression for the whole of it.

/** What a form or a document has and scripts ask for; a test compares it with the browser. */
const CLOBBERED = `
action activeElement addEventListener adoptedStyleSheets assignedSlot attributes baseURI blur
body checkVisibility childElementCount childNodes children className click clientHeight
clientLeft clientTop clientWidth cloneNode closest compareDocumentPosition contains
contentType createDocumentFragment createElement createRange createTreeWalker currentScript dataset
dispatchEvent documentElement draggable elementFromPoint elements elementsFromPoint firstChild
firstElementChild focus fonts forms getAnimations getAttribute getAttributeNS
getBoundingClientRect getClientRects getElementById getElementsByName getElementsByTagName
getElementsByTagNameNS getRootNode hasAttribute hasAttributes hasFocus head hidden id
implementation innerText inputMode isConnected isContentEditable lang localName matches name
namespaceURI nextElementSibling nextSibling noValidate nodeType offsetWidth outerHTML
ownerDocument parentElement parentNode previousElementSibling previousSibling querySelector
querySelectorAll readyState rel remove removeAttribute removeEventListener replaceWith role
scripts scrollHeight scrollIntoView scrollLeft scrollTop scrollWidth scrollingElement
setAttribute shadowRoot style styleSheets tabIndex tagName target textContent timeline title
translate
`;
const NAMES = new Set(CLOBBERED.trim().split(/\s+/));

export default {
  meta: {
    type: "problem",
    docs: { description: "forbid properties that names on a page can replace" },
    schema: [{ type: "object", properties: { safe: { type: "object" } } }],
    messages: {
      clobbered:
        "A name on a page can replace “{{name}}” of a form or a document: ask with a function of dom.js",
    },
  },
  create(context) {
    const safe = Object.entries(context.options[0]?.safe ?? {}).map(([name, pattern]) => [
      name,
      new RegExp(`^(?:${pattern})$`),
    ]);
    const patterns = new Map(safe);
    const { sourceCode } = context;
    const isSafe = (name, owner) => {
      const pattern = patterns.get(name);
      return pattern !== undefined && owner !== null && pattern.test(sourceCode.getText(owner));
    };
    const look = (name, owner, node) => {
      if (NAMES.has(name) && !isSafe(name, owner))
        context.report({ node, messageId: "clobbered", data: { name } });
    };
    /** What a pattern takes its values out of, where that is written beside it. */
    const ownerOf = (pattern) => {
      const { parent } = pattern;
      if (parent.type === "VariableDeclarator") return parent.init ?? loopedOver(parent);
      return parent.type === "AssignmentExpression" ? parent.right : null;
    };
    const loopedOver = (declarator) => {
      const loop = declarator.parent.parent;
      return loop.type === "ForOfStatement" ? loop.right : null;
    };
    return {
      MemberExpression(node) {
        if (!node.computed) look(node.property.name, node.object, node);
        else if (node.property.type === "Literal") look(node.property.value, node.object, node);
      },
      ObjectPattern(node) {
        // Parameters and what is looped over are mostly values of our own: only what is taken out of
        // something with the name of an element is looked at.
        const owner = ownerOf(node);
        if (
          owner === null ||
          !/^(?:el|element|form|document|node|at|up)$/.test(sourceCode.getText(owner))
        )
          return;
        for (const { key } of node.properties) if (key) look(key.name, owner, node);
      },
    };
  },
};
