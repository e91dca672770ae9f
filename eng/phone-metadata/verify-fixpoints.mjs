// Reports where libphonenumber does not keep its own E.164 results when it reads them again, and calling codes with
// valid numbers outside 7 to 15 digits. Sampled: random walks over valid numbers and numbers that begin like a prefix.

import * as automaton from './lib/automaton.mjs';
import { judge, random } from './lib/oracle.mjs';
import { callingCodes, digits, membersOf, region, sample } from './lib/samples.mjs';
import { validUnder } from './lib/valid.mjs';

const rng = random(5);
const ask = text => judge(Buffer.from(text), '').result;
const memo = new Map();

function lengths(state) {
  if (!memo.has(state)) {
    const rest = automaton.rowOf(state).filter(t => t !== automaton.DEAD).flatMap(t => [...lengths(t)].map(n => n + 1));
    memo.set(state, new Set(automaton.isAccepting(state) ? [0, ...rest] : rest));
  }
  return memo.get(state);
}

function walk(start) {
  let text = '';
  for (let at = start; ;) {
    const row = automaton.rowOf(at);
    const live = row.flatMap((t, d) => t === automaton.DEAD ? [] : [d]);
    if (automaton.isAccepting(at) && (live.length === 0 || rng(3) === 0)) return text;
    const d = live[rng(live.length)];
    text += d;
    at = row[d];
  }
}

const accepts = (start, text) => automaton.isAccepting([...text].reduce((at, d) => automaton.rowOf(at)[d], start));

for (const code of callingCodes) {
  const start = validUnder(code);
  const own = region(membersOf(code)[0]);
  const total = [...lengths(start)].map(n => n + String(code).length).sort((a, b) => a - b);
  if (total[0] < 7 || total.at(-1) > 15) console.log(`+${code}: valid numbers of ${total[0]} to ${total.at(-1)} digits`);
  const changed = new Map();
  let tried = 0;
  for (let i = 0; i < 40000 && tried < 4000; i++) {
    const like = own?.parsePrefix && i % 2 === 0;
    const text = like ? sample(own.parsePrefix, rng) + (rng(2) ? sample(own.general.pattern, rng).slice(rng(4)) : digits(3 + rng(9), rng)) : walk(start);
    if (!accepts(start, text)) continue;
    tried++;
    const e164 = `+${code}${text}`;
    if (ask(e164) !== e164) changed.set(e164, `${ask(e164)}; made by +${code}${own?.nationalPrefix ?? '0'}${text}: ${ask(`+${code}${own?.nationalPrefix ?? '0'}${text}`)}`);
  }
  if (changed.size) console.log(`+${code}: ${changed.size} of ${tried} change, such as ${[...changed][0].join(' -> ')}`);
}
