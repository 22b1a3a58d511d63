// Judges what messages do in a browser: node active.js FOLDER SCREENSHOTS takes every .html below FOLDER.
//
// With no policy in a mail's way: no script is compiled, no dialog opens, no request leaves, no element is there but the
// few that we write, no link leads anywhere but to AWS; on no screen is a message wider than the screen. An inbox has a
// script of its own, which shows every message; its mails are judged alone, too.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { Complaints, filesBelow } = require('./complaints.js');
const { Tab, VIEWS, eachMessage } = require('./browser.js');

const OURS = {
  links: '^https://(console\\.aws\\.amazon\\.com|console\\.amazonaws-us-gov\\.com|console\\.amazonaws\\.cn|docs\\.aws\\.amazon\\.com)/',
  elements: ['html', 'head', 'meta', 'title', 'style', 'body', 'div', 'table', 'tbody', 'tr', 'td', 'th', 'h1', 'h2', 'p', 'a', 'br'],
};
/** What is kept as a picture: all samples, of the hostile and the inboxes some. */
const PICTURED = /sample-|hostile-\d*50\b|index#[1-9]$/;

const complaints = new Complaints();

/** In the browser: what is there that is not ours. */
function foreign({ elements, links }) {
  const said = [];
  for (const one of document.querySelectorAll('*')) {
    if (elements && !elements.includes(one.localName)) {
      said.push(`element: <${one.localName}>`);
    }
    if (one.localName === 'iframe' && one.getAttribute('sandbox') === '') {
      continue; // an inbox's frame without rights; the mail in it is judged alone
    }
    for (const { name, value } of one.attributes) {
      if (/^(on.*|src|srcset|srcdoc|action|formaction|background|ping|data|poster)$/i.test(name)) {
        said.push(`attribute: ${name}="${value}"`);
      } else if (name === 'style' && /url\s*\(|@import/i.test(value)) {
        said.push(`style that loads: ${value}`);
      } else if (/^(xlink:)?href$/.test(name) && !new RegExp(links).test(value) && !value.startsWith('#')) {
        said.push(`link: ${value}`);
      }
    }
  }
  return said;
}

/** In the browser: by how much what is shown is wider than the screen, and by what. */
function overflow() {
  const width = document.documentElement.clientWidth;
  const wide = document.documentElement.scrollWidth - width;
  const cause = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > width + 0.5).pop();
  return wide > 0 ? `${wide} px by ${cause?.outerHTML.slice(0, 120)}` : null;
}

/** Gives what has happened since it was asked last. */
async function watch(tab) {
  const events = [];
  tab.page.on('dialog', (dialog) => { events.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  tab.page.on('popup', (popup) => { events.push(`window: ${popup.url()}`); popup.close(); });
  tab.page.on('download', (download) => events.push(`download: ${download.url()}`));
  tab.page.on('pageerror', (error) => events.push(`error of a script: ${error.message}`));
  // Chromium tells of each script that it compiles, the handlers in attributes too; those of this judge have no address.
  const tools = await tab.page.context().newCDPSession(tab.page);
  tools.on('Debugger.scriptParsed', (script) => { if (script.url) { events.push(`script: ${script.url}`); } });
  await tools.send('Debugger.enable');
  return () => [...events.splice(0), ...tab.requests.splice(0).map((url) => `request: ${url}`)];
}

async function judge(tab, name, screenshots, { elements }) {
  const said = await tab.page.evaluate(foreign, { elements, links: OURS.links });
  for (const view of VIEWS) {
    await tab.look(view);
    const wide = await tab.page.evaluate(overflow);
    if (wide) {
      said.push(`too wide: ${view.name}, ${wide}`);
    }
    if (PICTURED.test(name)) {
      await tab.picture(path.join(screenshots, `${name.replaceAll(/[/#]/g, '-')}-${view.name}.png`));
    }
  }
  said.forEach((what) => complaints.add(name, what));
}

async function judgeMail(tab, happened, name, html, screenshots) {
  await tab.open(html);
  await judge(tab, name, screenshots, OURS);
  happened().forEach((what) => complaints.add(name, what));
}

async function judgeInbox(tab, happened, name, html, screenshots) {
  const count = await eachMessage(tab, html, async (i) => {
    complaints.differs(`${name}#${i + 1}`, 'headings of the message', await tab.page.locator('#message h2').count(), 1);
    await judge(tab, `${name}#${i + 1}`, screenshots, {});
  });
  const [script, ...others] = happened();
  complaints.differs(name, 'its own script', script, 'script: http://message.test/');
  others.forEach((what) => complaints.add(name, what));
  const mails = await tab.page.evaluate(() => JSON.parse(document.getElementById('data').textContent)
    .flatMap((one) => one.mail?.html ?? []));
  for (let i = 0; i < mails.length; i++) {
    await judgeMail(tab, happened, `${name}#${i + 1}, the mail alone`, mails[i], screenshots);
  }
  return count;
}

/** A judge that finds nothing in a bad page is none. */
async function judgeBad(tab, happened) {
  await tab.open(`<!DOCTYPE html><html><body><img src="https://evil.example/x.png" onerror="alert(1)">
    <a href="javascript:alert(2)">x</a><p style="background:url(https://evil.example/y)">${'x'.repeat(999)}</p>`);
  const said = [...await tab.page.evaluate(foreign, OURS), ...happened()];
  await tab.look(VIEWS[2]);
  said.push(`too wide: ${await tab.page.evaluate(overflow)}`);
  for (const kind of ['element', 'attribute', 'style that loads', 'link', 'script', 'dialog', 'request', 'too wide']) {
    if (!said.some((what) => what.startsWith(`${kind}: `) && !what.endsWith('null'))) {
      complaints.add('a page that is bad', `not seen by the judge: ${kind}`);
    }
  }
}

async function main(folder, screenshots) {
  const files = filesBelow(folder, '.html');
  fs.rmSync(screenshots, { recursive: true, force: true });
  let messages = 0;
  await Tab.with(async (tab) => {
    const happened = await watch(tab);
    await judgeBad(tab, happened);
    for (const file of files) {
      const name = path.relative(folder, file).replace(/\.html$/, '');
      const html = fs.readFileSync(file, 'utf8');
      if (name.endsWith('index')) {
        messages += await judgeInbox(tab, happened, name, html, screenshots);
      } else {
        await judgeMail(tab, happened, name, html, screenshots);
      }
    }
  });
  complaints.end(`${files.length} pages, ${messages} messages of inboxes, on ${VIEWS.length} screens`, messages);
}

main(process.argv[2], process.argv[3]);
