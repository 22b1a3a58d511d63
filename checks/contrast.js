// Judges who can read a message: node contrast.js FOLDER takes every inbox below FOLDER, and mails of every kind.
//
// All of axe-core's rules of WCAG 2.1 A and AA, and its best practices, but those named in NOT_OF_MAIL.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const axe = require('axe-core');
const { Complaints, filesBelow } = require('./complaints.js');
const { Tab, VIEWS, eachMessage } = require('./browser.js');

/** Asked of web sites. A mail program shows a mail within a page of its own, which has these. */
const NOT_OF_MAIL = ['landmark-one-main', 'region', 'bypass'];
/** A frame without rights lets axe in as little as anyone; the mail in it is judged alone. */
const NOT_OF_INBOX = ['frame-tested'];
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
/** Of the hostile and changed ones every so many: what they say differs, not how it looks. */
const EVERY = 20;

const complaints = new Complaints();

/** What violates a rule of axe, and where axe could not tell the contrast. */
async function violations(tab, off) {
  await tab.page.evaluate(axe.source);
  const rules = Object.fromEntries(off.map((rule) => [rule, { enabled: false }]));
  const result = await tab.page.evaluate((options) => window.axe.run(document, options), { runOnly: TAGS, rules });
  return [...result.violations, ...result.incomplete.filter((one) => one.id === 'color-contrast')].flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${failureSummary.replace(/\s+/g, ' ')} ${html.slice(0, 150)}`));
}

async function judge(tab, name, off) {
  for (const view of VIEWS.filter(({ name: one }) => ['light', 'dark'].includes(one))) {
    await tab.look(view);
    (await violations(tab, off)).forEach((what) => complaints.add(`${name}, ${view.name}`, what));
  }
}

/** A judge that finds nothing in a bad page is none. */
async function judgeBad(tab) {
  await tab.open('<!DOCTYPE html><html><title>x</title><h1>x</h1><h3 style="color:#999">x</h3><img src="data:,"></html>');
  const said = await violations(tab, NOT_OF_MAIL);
  for (const rule of ['color-contrast', 'html-has-lang', 'heading-order', 'image-alt']) {
    if (!said.some((what) => what.startsWith(`${rule}: `))) {
      complaints.add('a page that is bad', `not seen by the judge: ${rule}`);
    }
  }
}

async function main(folder) {
  const files = filesBelow(folder, '.html').filter((file, i) => /sample-|index\.html/.test(file) || i % EVERY === 0);
  let messages = 0;
  await Tab.with(async (tab) => {
    await judgeBad(tab);
    for (const file of files) {
      const name = path.relative(folder, file).replace(/\.html$/, '');
      const html = fs.readFileSync(file, 'utf8');
      if (name.endsWith('index')) {
        messages += await eachMessage(tab, html, (i) => judge(tab, `${name}#${i + 1}`, NOT_OF_INBOX));
      } else {
        await tab.open(html);
        await judge(tab, name, NOT_OF_MAIL);
      }
    }
  });
  complaints.end(`${files.length} pages, ${messages} messages of inboxes, in the light and in the dark`, messages);
}

main(process.argv[2]);
