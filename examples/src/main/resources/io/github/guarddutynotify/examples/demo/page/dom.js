'use strict';

// Text from outside becomes text and nothing else: no function here takes mark-up.

/** An element with a class, and with what belongs in it: texts, nodes, or lists of them. */
function element(tag, className, ...content) {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  made.append(...content.flat().filter((part) => part !== null && part !== undefined));
  return made;
}

/** A link that opens elsewhere; text alone if it does not lead to the web. */
function link(url, ...content) {
  if (!/^https:\/\//i.test(String(url))) {
    return element('span', '', ...content);
  }
  const made = element('a', '', ...content);
  made.href = url;
  made.target = '_blank';
  made.rel = 'noopener noreferrer';
  return made;
}

/** What a reader's client may know how to show, and this page does not. */
function unknown(kind) {
  return element('p', 'unknown', `This page does not know how to show “${kind}”.`);
}

function list(value) {
  return Array.isArray(value) ? value : [];
}

/** A value as text; no text for what is missing. */
function said(value) {
  return String(value ?? '');
}
