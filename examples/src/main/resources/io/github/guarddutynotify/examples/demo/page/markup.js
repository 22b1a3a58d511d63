// The mark-up of chats, in so far as their vendors document it.

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

function unescaped(text) {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name) {
      return ENTITIES[name.toLowerCase()] ?? whole;
    }
    const code = decimal ? Number(decimal) : parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const FORMATS = { '*': 'b', _: 'i', '~': 's', '`': 'code' };

/** *bold*, _italic_, ~struck~ and `code`, between words; plain(text) gives what stands between the marks. */
function formatted(text, plain) {
  const parts = [];
  const marked = /(^|[^\p{L}\p{N}*_~`])([*_~`])(?=\S)([^\n]*?\S)\2(?![\p{L}\p{N}*_~`])/gu;
  let end = 0;
  for (let match = marked.exec(text); match; match = marked.exec(text)) {
    const [whole, before, mark, inner] = match;
    parts.push(plain(text.slice(end, match.index) + before));
    parts.push(element(FORMATS[mark], '', mark === '`' ? plain(inner) : formatted(inner, plain)));
    end = match.index + whole.length;
  }
  parts.push(plain(text.slice(end)));
  return parts;
}

/** Text in which <…> stands for something; within(inner) says for what. */
function bracketed(text, within, plain) {
  return text.split(/(<[^<>\n]*>)/).flatMap((part, index) =>
    index % 2 === 1 ? [within(part.slice(1, -1))] : formatted(part, plain));
}

/** Slack's mrkdwn: https://docs.slack.dev/messaging/formatting-message-text */
function mrkdwn(text) {
  return bracketed(said(text), slackToken, unescaped);
}

function slackToken(inner) {
  const date = /^!date\^(\d{1,12})\^([^|^]*)(?:\^[^|]*)?\|(.*)$/.exec(inner);
  if (date) {
    const made = element('time', '', slackDate(Number(date[1]), date[2]));
    made.title = unescaped(date[3]);
    return made;
  }
  if (/^[!@#]/.test(inner)) {
    const [target, label] = inner.split('|');
    return element('span', 'mention', unescaped(label ?? target.replace(/^!/, '@')));
  }
  const bar = inner.indexOf('|');
  const url = unescaped(bar < 0 ? inner : inner.slice(0, bar));
  return link(url, unescaped(bar < 0 ? inner : inner.slice(bar + 1)));
}

/** A date as Slack shows it: in the reader's zone, by tokens. */
function slackDate(seconds, format) {
  const date = new Date(seconds * 1000);
  const show = (options) => new Intl.DateTimeFormat('en', options).format(date);
  const long = { year: 'numeric', month: 'long', day: 'numeric' };
  const tokens = {
    date_num: date.toISOString().slice(0, 10),
    date: show(long),
    date_pretty: show(long),
    date_short: show({ year: 'numeric', month: 'short', day: 'numeric' }),
    date_short_pretty: show({ year: 'numeric', month: 'short', day: 'numeric' }),
    date_long: show({ weekday: 'long', ...long }),
    date_long_pretty: show({ weekday: 'long', ...long }),
    time: show({ hour: 'numeric', minute: '2-digit' }),
    time_secs: show({ hour: 'numeric', minute: '2-digit', second: '2-digit' }),
  };
  return format.replace(/\{(\w+)\}/g, (whole, token) => tokens[token] ?? whole);
}

/** The text of a Google Chat message: https://developers.google.com/workspace/chat/format-messages */
function chatText(text) {
  return bracketed(said(text), chatToken, (plain) => plain);
}

function chatToken(inner) {
  if (/^users\//.test(inner)) {
    return element('span', 'mention', '@' + inner.slice('users/'.length));
  }
  const bar = inner.indexOf('|');
  return /^https?:/.test(inner)
    ? link(bar < 0 ? inner : inner.slice(0, bar), bar < 0 ? inner : inner.slice(bar + 1))
    : '<' + inner + '>';
}

const CARD_TAGS = { b: 'b', strong: 'b', i: 'i', em: 'i', u: 'u', s: 's', strike: 's', del: 's', font: 'span', a: 'a' };

/** The subset of HTML in a card: https://developers.google.com/workspace/chat/format-messages#card-formatting */
function cardText(text) {
  const root = document.createDocumentFragment();
  const open = [{ name: '', node: root }];
  said(text).split(/(<\/?[a-z]+(?:\s[^<>]*)?\/?>)/i).forEach((part, index) => {
    const tag = index % 2 === 1 ? /^<(\/?)([a-z]+)([^]*?)\/?>$/i.exec(part) : null;
    const name = tag ? tag[2].toLowerCase() : '';
    const top = () => open[open.length - 1];
    if (name === 'br') {
      top().node.append('\n');
    } else if (!CARD_TAGS[name]) {
      top().node.append(unescaped(part));
    } else if (!tag[1]) {
      const node = cardElement(name, tag[3]);
      top().node.append(node);
      open.push({ name, node });
    } else if (open.some((entry) => entry.name === name)) {
      while (open.pop().name !== name) {
        // what was opened within ends with it
      }
    }
  });
  return root;
}

function cardElement(name, attributes) {
  const value = (attribute) =>
    unescaped((new RegExp(`${attribute}\\s*=\\s*["']([^"']*)["']`, 'i').exec(attributes) ?? ['', ''])[1]);
  if (name === 'a') {
    return link(value('href'));
  }
  const made = element(CARD_TAGS[name]);
  if (name === 'font' && /^#[0-9a-f]{6}$/i.test(value('color'))) {
    made.style.color = value('color');
  }
  return made;
}
