// Checks the compiled prefixes against RegExp: all strings of up to six digits for every distinct pattern, and random
// longer ones made from the pattern.

import { readRegion, regionCodes } from './lib/metadata.mjs';
import { random } from './lib/oracle.mjs';
import { compilePrefix, newPool } from './lib/prefix.mjs';
import { digits, sample } from './lib/samples.mjs';

const regions = regionCodes.map(readRegion);
const patterns = new Set(regions.flatMap(r => [r.international, r.parsePrefix]).filter(Boolean));
const pool = newPool();
const rng = random(7);
let checked = 0;
let wrong = 0;

for (const source of patterns) {
  const outcomes = new Map();
  const compiled = compilePrefix(source, (length, groups) => {
    const key = JSON.stringify([length, groups]);
    outcomes.set(key, { length, groups });
    return key;
  }, pool);
  const regex = new RegExp(`^(?:${source})`, 'd');
  const check = text => {
    let state = compiled.start;
    let outcome = null;
    for (let i = 0; i < text.length; i++) {
      outcome = pool.states[state].now ?? outcome;
      state = pool.states[state].to[text.charCodeAt(i) - 48];
    }
    outcome = pool.states[state].atEnd ?? outcome;
    const found = regex.exec(text);
    const expected = found && JSON.stringify([found[0].length, found.indices.slice(1).map(g => g ?? null)]);
    checked++;
    if (outcome !== expected && wrong++ < 20) console.log(source, text, 'compiled', outcome, 'expected', expected);
  };
  const all = (text, depth) => {
    check(text);
    if (depth > 0) for (let d = 0; d < 10; d++) all(text + d, depth - 1);
  };
  all('', Number(process.argv[2] ?? 5));
  for (let i = 0; i < 50000; i++) {
    let text = sample(source, rng);
    if (rng(3) === 0 && text) { const at = rng(text.length); text = text.slice(0, at) + rng(10) + text.slice(at + 1); }
    check(rng(2) ? text : text + digits(1 + rng(8), rng));
    check(digits(6 + rng(8), rng));
  }
}

console.log(`${patterns.size} patterns, ${checked} strings, ${wrong} differ`);
process.exitCode = wrong ? 1 : 0;
