// What judges in a browser share: Debian's Chromium, cut off from every network.
'use strict';

const { chromium } = require('playwright-core');

const URL = 'http://message.test/';

/** How readers look at messages. */
const VIEWS = [
  { name: 'light', colorScheme: 'light', width: 1000 },
  { name: 'dark', colorScheme: 'dark', width: 1000 },
  { name: 'phone', colorScheme: 'light', width: 360 },
  { name: 'phone-dark', colorScheme: 'dark', width: 360 },
];

/** A tab that shows HTML; what that asks for is refused and kept in `requests`. */
class Tab {
  requests = [];

  #html = '';

  /** Runs what is given with a tab of a browser of its own. */
  static async with(judge) {
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      chromiumSandbox: process.getuid?.() !== 0,
      args: ['--disable-gpu', '--disable-quic', '--host-resolver-rules=MAP * ~NOTFOUND'],
    });
    try {
      console.log(`Chromium ${browser.version()}`);
      const context = await browser.newContext({ serviceWorkers: 'block' });
      const tab = new Tab();
      await context.route('**', (route) => tab.#answer(route));
      await context.routeWebSocket('**', (socket) => tab.requests.push(socket.url()));
      tab.page = await context.newPage();
      await judge(tab);
    } finally {
      await browser.close();
    }
  }

  #answer(route) {
    const request = route.request();
    if (request.url() === URL && request.isNavigationRequest() && request.frame().parentFrame() === null) {
      return route.fulfill({ body: this.#html, contentType: 'text/html; charset=utf-8' });
    }
    this.requests.push(request.url());
    return route.abort();
  }

  async open(html) {
    this.#html = html;
    await this.look(VIEWS[0]);
    await this.page.goto(URL);
  }

  async look(view) {
    await this.page.emulateMedia({ colorScheme: view.colorScheme });
    await this.page.setViewportSize({ width: view.width, height: 800 });
  }

  /** Of the whole page, made as high as it is: Chromium does not draw a frame that no one could see. */
  async picture(file) {
    const height = await this.page.evaluate(() => document.documentElement.scrollHeight);
    await this.page.setViewportSize({ width: this.page.viewportSize().width, height: Math.min(height, 8000) });
    await this.page.screenshot({ path: file });
  }
}

/** Shows every message of an inbox, one after the other; how many there are. */
async function eachMessage(tab, html, judge) {
  await tab.open(html);
  const buttons = tab.page.locator('#list button');
  const count = await buttons.count();
  for (let i = 0; i < count; i++) {
    await buttons.nth(i).evaluate((button) => button.click());
    await Promise.all(tab.page.frames().map((frame) => frame.waitForLoadState())); // the mail is in one
    await judge(i);
  }
  return count;
}

module.exports = { Tab, VIEWS, eachMessage };
