// Judges mails: node mail.js FOLDER takes every .eml and .html below it.
//
// What mailparser reads from a mail must be what was to be said: headers of ours and no other, each once; a subject with
// severity and title; HTML that is byte for byte the renderer's; a text that says every fact of the HTML; no attachment
// that was not asked for. html-validate judges every HTML part.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { HtmlValidate } = require('html-validate');
const { simpleParser } = require('mailparser');
const { parseDocument, DomUtils } = require('htmlparser2');
const { Complaints, filesBelow } = require('./complaints.js');

const HEADERS = new Set(['date', 'from', 'to', 'message-id', 'in-reply-to', 'references', 'subject', 'mime-version',
  'content-type', 'list-id', 'auto-submitted', 'x-auto-response-suppress', 'importance', 'x-priority',
  'x-guardduty-destination', 'x-guardduty-severity', 'x-guardduty-type', 'x-guardduty-account', 'x-guardduty-region',
  'x-guardduty-finding-id', 'x-guardduty-sample']);
const ALWAYS = ['date', 'from', 'to', 'message-id', 'subject', 'mime-version', 'content-type', 'list-id',
  'auto-submitted', 'x-guardduty-destination', 'x-guardduty-severity'];
const SENDER = 'guardduty@example.com';
const RECIPIENT = 'oncall@example.com';

/** Recommended for documents, but for what no mail program does without. */
const RULES = {
  extends: ['html-validate:recommended'],
  rules: {
    // Mail programs drop style sheets, and Outlook lays out by attributes alone.
    'no-inline-style': 'off',
    'no-deprecated-attr': 'off',
    'attribute-allowed-values': 'off',
    // Of the renderer's making: lower case, HTML's own way to end an element without content, entities where needed.
    'doctype-style': ['error', { style: 'uppercase' }],
    'void-style': ['error', { style: 'omit' }],
    'prefer-native-element': 'off', // older mail programs know no <article>
    'prefer-tbody': 'off', // the parser makes it
    'no-trailing-whitespace': 'off', // in a foreign text
    'long-title': 'off', // of a finding; a search engine's limit
  },
};

const validator = new HtmlValidate(RULES);
const complaints = new Complaints();
const words = (text) => text.replace(/\s+/g, ' ').trim();
const unix = (text) => text.replaceAll('\r\n', '\n');

async function judgeHtml(name, html) {
  const report = await validator.validateString(html);
  for (const message of report.results.flatMap((result) => result.messages)) {
    complaints.add(name, `${message.ruleId}: ${message.message} (line ${message.line}, column ${message.column})`);
  }
}

function judgeHeaders(name, mail) {
  const keys = mail.headerLines.map((line) => line.key);
  keys.filter((key) => !HEADERS.has(key)).forEach((key) => complaints.add(name, `header that is not ours: ${key}`));
  keys.filter((key, i) => keys.indexOf(key) !== i).forEach((key) => complaints.add(name, `the header ${key} twice`));
  ALWAYS.filter((key) => !keys.includes(key)).forEach((key) => complaints.add(name, `no header ${key}`));
  for (const { key, line } of mail.headerLines) {
    if (/[^\x20-\x7e\r\n\t]/.test(line)) {
      complaints.add(name, `the header ${key} has more than printable ASCII`);
    }
  }
  const to = mail.to?.value.map((one) => one.address).join();
  complaints.differs(name, 'sender', mail.from?.value.map((one) => one.address).join(), SENDER);
  complaints.differs(name, 'recipients', to, RECIPIENT);
  complaints.differs(name, 'Cc and Bcc', [mail.cc, mail.bcc].filter(Boolean).length, 0);
  if (!/^<gd\.[0-9a-f]{40}@example\.com>$/.test(mail.messageId ?? '')) {
    complaints.add(name, `Message-ID: ${mail.messageId}`);
  }
  complaints.differs(name, 'References', String(mail.references ?? ''), mail.inReplyTo ?? '');
}

function judgeSubject(name, mail, title) {
  const subject = mail.subject ?? '';
  const severity = String(mail.headers.get('x-guardduty-severity') ?? '').toUpperCase();
  if (/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(subject)) {
    complaints.add(name, 'a control or format character in the subject');
  }
  const begin = title.replace(/….*/s, '').slice(0, 60);
  // A foreign "=?" is taken apart by a space, so that no reader decodes it.
  if (!subject.startsWith(`[${severity}] `) || !words(subject).replaceAll('= ?', '=?').includes(begin)) {
    complaints.add(name, `subject: "${subject}" says not "[${severity}] ${begin}"`);
  }
}

/** Each heading, paragraph, fact and link of the HTML is in the text, too. */
function judgeText(name, mail, document) {
  const text = words(mail.text);
  const all = (tag) => DomUtils.getElementsByTagName(tag, document);
  const facts = all('tr').filter((row) => row.children.some((cell) => cell.name === 'th'));
  const said = [
    ...['h1', 'h2', 'p'].flatMap((tag) => all(tag).map(shown)),
    ...facts.map(line),
    ...all('a').map((link) => `${shown(link)}: ${link.attribs.href}`),
  ];
  for (const one of said.filter((one) => !text.includes(one))) {
    complaints.add(name, `not in the text: "${one.slice(0, 200)}"`);
  }
  if (facts.length === 0 && !name.endsWith('sample-test.eml')) {
    complaints.add(name, 'no fact in the HTML');
  }
}

/** A fact as the text has it: "label: value", or "1. step". */
function line(row) {
  const [label, value] = row.children.map(shown);
  return `${label}${/^\d+$/.test(label) ? '.' : ':'} ${value}`;
}

/** What a reader sees; a <br> is a line end. */
function shown(element) {
  return words(DomUtils.getText(element));
}

function judgeAttachments(name, mail) {
  const wanted = name.endsWith('sample-attached.eml') ? 1 : 0;
  complaints.differs(name, 'number of attachments', mail.attachments.length, wanted);
  for (const attachment of mail.attachments) {
    complaints.differs(name, 'type of the attachment', attachment.contentType, 'application/json');
    complaints.differs(name, 'finding attached', findingId(JSON.parse(attachment.content)), mail.headers.get('x-guardduty-finding-id'));
  }
}

const findingId = (json) => (json.detail ?? json).id;

async function judgeMail(file, name) {
  const mail = await simpleParser(fs.readFileSync(file), { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true });
  judgeHeaders(name, mail);
  judgeAttachments(name, mail);
  if (typeof mail.html !== 'string' || !mail.text) {
    complaints.add(name, 'HTML or text is missing');
    return;
  }
  const rendered = file.replace(/\.eml$/, '.html');
  if (fs.existsSync(rendered)) {
    complaints.differs(name, 'HTML', words(unix(mail.html)), words(unix(fs.readFileSync(rendered, 'utf8'))));
  } else {
    await judgeHtml(name, mail.html); // else judged as the file
  }
  const document = parseDocument(mail.html);
  judgeSubject(name, mail, shown(DomUtils.getElementsByTagName('h1', document)));
  judgeText(name, mail, document);
}

async function main(folder) {
  const mails = filesBelow(folder, '.eml');
  const pages = filesBelow(folder, '.html').filter((file) => path.basename(file) !== 'index.html');
  for (const file of pages) {
    await judgeHtml(path.relative(folder, file), fs.readFileSync(file, 'utf8'));
  }
  for (const file of mails) {
    await judgeMail(file, path.relative(folder, file));
  }
  complaints.end(`${mails.length} mails and ${pages.length} HTML parts`, mails.length);
}

main(process.argv[2]);
