// The inbox: a list of findings, and of the chosen one what became of it and the messages about it.

/**
 * Who shows a message, by the name of its file. Each gives nodes for the text that the far end received, with the entry at
 * hand; one that is complete shows the text itself too.
 */
const RENDERERS = {
  'slack.json': { name: 'Slack', render: renderSlack },
  'gchat.json': { name: 'Google Chat', render: renderGoogleChat },
  'mail.eml': { name: 'E-mail', render: renderMail, isComplete: true },
  'sns.json': { name: 'Amazon SNS, as e-mail subscribers see it', render: renderSns },
};

const entries = JSON.parse(document.getElementById('data').textContent);
const buttons = entries.map((entry, index) => listButton(entry, index));

function badge(entry) {
  return entry.unreadable !== undefined
    ? element('span', 'badge', 'Not read')
    : element('span', 'badge ' + entry.severity.toLowerCase(), entry.severity);
}

function isDelivered(entry) {
  return entry.complete === true && entry.destinations.length > 0;
}

function state(entry) {
  if (entry.unreadable !== undefined) {
    return null;
  }
  const count = entry.destinations.filter((line) => line.outcome === 'accepted').length;
  return element('span', isDelivered(entry) ? 'state ok' : 'state fault',
    `${isDelivered(entry) ? '✓' : '✗'} ${count} of ${entry.destinations.length} delivered`);
}

function place(entry) {
  return entry.unreadable ?? [entry.account, entry.region].filter((text) => text !== '').join(' · ');
}

function fileName(input) {
  return input.replace(/^.*\//, '');
}

function listButton(entry, index) {
  const button = element('button', '',
    element('span', 'line', badge(entry), state(entry)),
    element('span', 'title', entry.title ?? fileName(entry.input)),
    element('span', 'place', place(entry)));
  button.type = 'button';
  button.addEventListener('click', () => choose(index, true));
  button.addEventListener('keydown', (event) => move(event, index));
  return button;
}

function move(event, index) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const next = buttons[index + step];
  if (next) {
    event.preventDefault();
    next.focus();
    choose(index + step, false);
  }
}

function choose(index, isReader) {
  buttons.forEach((button, other) => button.setAttribute('aria-current', String(other === index)));
  const main = document.getElementById('message');
  main.replaceChildren(...shown(entries[index]));
  history.replaceState(null, '', '#' + (index + 1));
  if (isReader && window.matchMedia('(max-width: 760px)').matches) {
    main.scrollIntoView();
  }
}

function shown(entry) {
  if (entry.unreadable !== undefined) {
    return [element('div', 'about', badge(entry), element('h2', '', fileName(entry.input)),
      element('p', '', entry.input), element('p', 'fault', entry.unreadable))];
  }
  const files = Object.keys(entry.messages);
  return [
    element('div', 'about', badge(entry), entry.sample ? ' Sample finding' : null,
      element('h2', '', entry.title),
      element('p', '', [entry.type, place(entry), entry.input].filter((text) => text !== '').join(' · ')),
      report(entry)),
    element('div', 'panes', files.map((file) => pane(file, entry))),
  ];
}

function report(entry) {
  const cell = (text, className) => element('td', className ?? '', said(text));
  const head = (text, className) => element('th', className ?? '', text);
  const rows = entry.destinations.map((line) => element('tr', '',
    cell(line.destination),
    cell([line.outcome, line.reason, line.detail].filter((text) => text).join(': '),
      ['accepted', 'skipped'].includes(line.outcome) ? 'ok' : 'fault'),
    cell(line.attempts, 'number extra'),
    cell(`${line.milliseconds} ms`, 'number')));
  return element('table', 'report',
    element('thead', '', element('tr', '', head('Destination'), head('Outcome'), head('Attempts', 'number extra'), head('Took', 'number'))),
    element('tbody', '', rows.length > 0 ? rows : element('tr', '', cell(entry.note ?? 'nowhere', 'fault'))));
}

function pane(file, entry) {
  const text = entry.messages[file];
  const renderer = Object.hasOwn(RENDERERS, file) ? RENDERERS[file] : null;
  return element('section', 'pane',
    element('h3', '', element('code', '', file), renderer ? renderer.name : file),
    renderer ? scrollable(renderer.name, rendered(renderer, text, entry)) : null,
    renderer?.isComplete
      ? null
      : element('details', 'raw', element('summary', '', 'As it was received'), element('pre', '', indented(text))));
}

/** Can be scrolled by the keyboard too. */
function scrollable(name, nodes) {
  const shown = element('div', 'shown', nodes);
  shown.tabIndex = 0;
  shown.setAttribute('role', 'region');
  shown.setAttribute('aria-label', name);
  return shown;
}

function rendered(renderer, text, entry) {
  try {
    return renderer.render(text, entry);
  } catch (error) {
    return [element('p', 'body unknown', `This can’t be shown: ${error.message}`)];
  }
}

function indented(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

const delivered = entries.filter(isDelivered).length;
document.getElementById('summary').textContent =
  `${entries.length} ${entries.length === 1 ? 'input' : 'inputs'}, ${delivered} delivered to every destination`;
document.getElementById('list').append(...buttons.map((button) => element('li', '', button)));
if (entries.length > 0) {
  const wanted = Number(location.hash.slice(1)) - 1;
  choose(entries[wanted] ? wanted : 0, false);
}
