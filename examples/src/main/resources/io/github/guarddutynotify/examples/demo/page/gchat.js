// A message of Google Chat, from the JSON that its webhook got:
// https://developers.google.com/workspace/chat/api/reference/rest/v1/cards

const chatWidgets = {
  decoratedText: (widget) => element('div', 'widget',
    widget.topLabel ? element('span', 'label', cardText(widget.topLabel)) : null,
    element('div', widget.wrapText ? '' : 'clipped', cardText(widget.text)),
    widget.bottomLabel ? element('span', 'label', cardText(widget.bottomLabel)) : null),
  textParagraph: (widget) => element('div', 'widget', cardText(widget.text)),
  divider: () => element('hr'),
  buttonList: (widget) => element('div', 'buttons', list(widget.buttons).map((button) =>
    link(button?.onClick?.openLink?.url, cardText(button?.text)))),
};

function chatWidget(widget) {
  const kind = Object.keys(widget ?? {})[0];
  return Object.hasOwn(chatWidgets, kind) ? chatWidgets[kind](widget[kind]) : unknown(kind);
}

function chatSection(section) {
  const widgets = list(section.widgets).map(chatWidget);
  const open = section.collapsible ? section.uncollapsibleWidgetsCount ?? 0 : widgets.length;
  const hidden = widgets.length - open;
  return element('section', '',
    section.header ? element('h5', '', cardText(section.header)) : null,
    widgets.slice(0, open),
    hidden > 0
      ? element('details', 'more', element('summary', '', `Show ${hidden} more`), widgets.slice(open))
      : null);
}

function chatCard(entry) {
  const card = entry?.card ?? {};
  return element('div', 'card',
    element('div', 'head',
      element('h4', '', said(card.header?.title)),
      element('p', '', said(card.header?.subtitle))),
    list(card.sections).map(chatSection));
}

function renderGoogleChat(text) {
  const message = JSON.parse(text);
  return [
    element('div', 'body gchat', element('div', 'post',
      element('div', 'face', 'G'),
      element('div', '',
        element('div', 'who', 'guardduty-notify', element('span', '', 'APP')),
        element('div', 'text', chatText(message.text)),
        list(message.cardsV2).map(chatCard)))),
  ];
}
