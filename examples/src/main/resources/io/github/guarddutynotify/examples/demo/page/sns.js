// A message of SNS as its e-mail subscribers see it, from the parameters of the publish, and what only other subscribers see:
// https://docs.aws.amazon.com/sns/latest/api/API_Publish.html

function renderSns(text) {
  const publish = JSON.parse(text);
  const messages = publish.MessageStructure === 'json' ? JSON.parse(publish.Message) : {default: publish.Message};
  const attributes = Object.entries(publish.MessageAttributes ?? {});
  return [
    element('div', 'body envelope', headerLines([
      ['From', 'AWS Notifications'], ['Topic', said(publish.TopicArn)], ['Subject', said(publish.Subject)]])),
    element('pre', 'letter', said(messages.email ?? messages.default)),
    ...(messages.sms ? [element('div', 'body', element('h4', 'attributes', 'On phones, by SMS'), said(messages.sms))] : []),
    element('div', 'body', element('h4', 'attributes', 'Message attributes, for filter policies'), snsAttributes(attributes)),
  ];
}

function snsAttributes(attributes) {
  const row = (tag, cells) => element('tr', '', cells.map((cell) => element(tag, '', said(cell))));
  return element('table', 'report',
    element('thead', '', row('th', ['Name', 'Type', 'Value'])),
    element('tbody', '', attributes.map(([name, value]) => row('td', [name, value?.DataType, value?.StringValue]))));
}
