// What judges written in JavaScript share: what is wrong, and which files there are.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

/** What is wrong with what; of many of a kind some are shown. */
class Complaints {
  static SHOWN = 5;

  #kinds = new Map();

  /** What comes before the first colon is the kind. */
  add(name, what) {
    const [kind] = what.split(':');
    this.#kinds.set(kind, [...(this.#kinds.get(kind) ?? []), `${name}: ${what}`]);
  }

  differs(name, what, is, expected) {
    if (is !== expected) {
      this.add(name, `${what}: ${JSON.stringify(is)}, expected ${JSON.stringify(expected)}`);
    }
  }

  /** Prints them and sets the exit code; that nothing was judged is wrong, too. */
  end(judged, count) {
    if (count === 0) {
      this.add(judged, 'nothing was judged');
    }
    let all = 0;
    for (const [kind, lines] of this.#kinds) {
      all += lines.length;
      lines.slice(0, Complaints.SHOWN).forEach((line) => console.log(`  ${line}`));
      if (lines.length > Complaints.SHOWN) {
        console.log(`  and ${lines.length - Complaints.SHOWN} more of ${kind}`);
      }
    }
    console.log(`${judged}: ${all === 0 ? 'nothing wrong' : `${all} complaints`}`);
    process.exitCode = all === 0 ? 0 : 1;
  }
}

/** The files of that ending below a folder, in order. */
function filesBelow(folder, ending) {
  return fs.readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(ending)).sort()
    .map((file) => path.join(folder, file));
}

module.exports = { Complaints, filesBelow };
