// Events whose every text is hostile, for the demo's inbox: node hostile-events.js FOLDER
//
// The texts are those of the test kit; each event has others in its fields, so that every text stands in many fields.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const EVENTS = 40;
const TEXTS = '../core/src/test/resources/io/github/guarddutynotify/testkit/hostile-texts.json';
const FINDINGS = '../examples/src/main/resources/io/github/guarddutynotify/examples/demo/findings';
/** Without them it is no finding. */
const KEPT = ['type', 'schemaVersion'];

const folder = process.argv[2];
const texts = Object.values(JSON.parse(fs.readFileSync(TEXTS, 'utf8'))).flat();
const events = fs.readdirSync(FINDINGS).filter((file) => file.endsWith('.json')).sort()
  .map((file) => JSON.parse(fs.readFileSync(path.join(FINDINGS, file), 'utf8')));

let next = 0;
function hostile(value, key) {
  if (typeof value === 'string') {
    return KEPT.includes(key) ? value : texts[next++ % texts.length];
  }
  if (Array.isArray(value)) {
    return value.map((member) => hostile(member, key));
  }
  return value && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, hostile(member, name)]))
    : value;
}

fs.mkdirSync(folder, { recursive: true });
for (let i = 0; i < EVENTS; i++) {
  const event = events[i % events.length];
  // As JSON.stringify writes it: the half of a surrogate pair stays an escape.
  const text = JSON.stringify({ ...event, detail: hostile(event.detail, 'detail') });
  fs.writeFileSync(path.join(folder, `hostile-${String(i).padStart(2, '0')}.json`), text);
}
