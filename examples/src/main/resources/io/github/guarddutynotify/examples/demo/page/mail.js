// A mail: its headers and bodies, taken apart when the page was made.

const MAIL_HEADERS = ['From', 'To', 'Cc', 'Subject', 'Date'];

/**
 * The mark-up of a mail, in a frame without any right: no script runs there, nothing is asked for, no link leads anywhere.
 * The page's own policy holds there too.
 */
function mailFrame(html) {
  const frame = element('iframe', 'mark-up');
  frame.setAttribute('sandbox', '');
  frame.title = 'The mail as HTML';
  frame.srcdoc = html;
  return frame;
}

/** Buttons of which one is pressed, and what that one shows. */
function mailViews(views) {
  const shown = element('div', 'view');
  const buttons = views.map(([name, make]) => {
    const button = element('button', '', name);
    button.type = 'button';
    button.addEventListener('click', () => {
      buttons.forEach((other) => other.setAttribute('aria-pressed', String(other === button)));
      shown.replaceChildren(make());
    });
    return button;
  });
  const group = element('div', 'views', buttons, element('span', '', 'Links lead nowhere here.'));
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', 'Show the mail as');
  buttons[0].click();
  return [group, shown];
}

function renderMail(source, entry) {
  const mail = entry.mail;
  if (mail.fault) {
    throw new Error(mail.fault);
  }
  const named = (name) => mail.headers.filter((header) => header[0].toLowerCase() === name.toLowerCase());
  const others = mail.headers.filter((header) => !MAIL_HEADERS.some((name) => header[0].toLowerCase() === name.toLowerCase()));
  const views = [];
  if (mail.html) {
    views.push(['HTML', () => mailFrame(mail.html)]);
  }
  views.push(['Text', () => element('pre', 'letter', mail.text)]);
  views.push(['Source', () => element('pre', 'letter', source)]);
  return [
    element('div', 'body envelope',
      headerLines(MAIL_HEADERS.flatMap(named)),
      mail.attachments.length > 0 ? headerLines([['Attached', mail.attachments.join(', ')]]) : null,
      element('details', 'more', element('summary', '', `${others.length} more headers`), headerLines(others))),
    ...mailViews(views),
  ];
}

function headerLines(headers) {
  return element('dl', 'headers', headers.map(([name, value]) =>
    element('div', '', element('dt', '', name), element('dd', name === 'Subject' ? 'subject' : '', value))));
}
