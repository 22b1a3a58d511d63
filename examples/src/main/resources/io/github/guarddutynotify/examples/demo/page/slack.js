// A message of Slack, from the JSON that its webhook got: https://docs.slack.dev/reference/block-kit

const slackBlocks = {
  header: (block) => element('h4', 'block', slackText(block.text)),
  divider: () => element('hr', 'block'),
  context: (block) => element('div', 'block context', list(block.elements).map(slackLine)),
  section: (block) => element('div', 'block',
    block.text ? slackLine(block.text) : null,
    block.fields ? element('div', 'fields', list(block.fields).map(slackLine)) : null,
    block.accessory ? slackElement(block.accessory) : null),
  actions: (block) => element('div', 'block buttons', list(block.elements).map(slackElement)),
};

function slackText(text) {
  return text?.type === 'mrkdwn' ? mrkdwn(text.text) : said(text?.text);
}

function slackLine(text) {
  return element('div', 'text', slackText(text));
}

function slackElement(part) {
  return part?.type === 'button' ? link(part.url, slackText(part.text)) : unknown(part?.type);
}

function slackBlock(block) {
  const shown = Object.hasOwn(slackBlocks, block?.type) ? slackBlocks[block.type] : null;
  return shown ? shown(block) : unknown(block?.type);
}

function slackAttachment(attachment) {
  const made = element('div', 'attachment', list(attachment.blocks).map(slackBlock));
  if (/^#[0-9a-f]{6}$/i.test(attachment.color)) {
    made.style.borderLeftColor = attachment.color;
  }
  return made;
}

function renderSlack(text) {
  const message = JSON.parse(text);
  return [
    element('p', 'preview', element('b', '', 'Notification: '), mrkdwn(message.text)),
    element('div', 'body slack', element('div', 'post',
      element('div', 'face', 'G'),
      element('div', '',
        element('div', 'who', 'guardduty-notify', element('span', '', 'APP')),
        list(message.blocks).map(slackBlock),
        list(message.attachments).map(slackAttachment)))),
  ];
}
