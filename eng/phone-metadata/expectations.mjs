// Writes the committed test data: node expectations.mjs <folder>
// phone-expectations.tsv: input, region, E.164 or reason, 1 when the region gave the calling code.
// phone-digests.tsv: many generated numbers per calling code and per region, and one hash over the answers.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as automaton from './lib/automaton.mjs';
import { escape, fnv, fnvStart } from './lib/fields.mjs';
import { library, packageVersion, util } from './lib/metadata.mjs';
import { judge, random } from './lib/oracle.mjs';
import { callingCodes, digits, examples, membersOf, region, regionCodes, sample } from './lib/samples.mjs';
import { special } from './lib/special.mjs';
import { validUnder } from './lib/valid.mjs';

const { NATIONAL, INTERNATIONAL, RFC3966 } = library.PhoneNumberFormat;
const folder = process.argv[2] ?? '.';
const rng = random(20261121);
const rows = new Map();

function add(input, id = '') {
  const bytes = typeof input === 'string' ? Buffer.from(input, 'utf8') : input;
  const key = `${escape(bytes)}\t${id}`;
  if (rows.has(key)) return;
  const { result, used } = judge(bytes, id);
  rows.set(key, `${key}\t${result}\t${used ? 1 : 0}`);
}

const shift = (text, zero) => text.replace(/\d/g, d => String.fromCharCode(zero + Number(d)));
const vanity = text => text.replace(/\d(?=\D*(?:\d\D*){0,3}$)/g, d => '23456789'.includes(d) ? 'ADGJMPTW'['23456789'.indexOf(d)] : d);

function spellings(id, { type, number }, order) {
  const own = region(id);
  const code = own === undefined ? Number(id) : own.callingCode;
  const at = own === undefined ? '' : id;
  const e164 = `+${code}${number}`;
  const parsed = util.parse(e164, null);
  const national = util.format(parsed, NATIONAL);
  const international = util.format(parsed, INTERNATIONAL);
  add(e164);
  add(e164.slice(0, -1));
  add(e164 + rng(10));
  add(number, at);
  if (at) add(national, at);
  if (order > 1) return;
  const other = regionCodes[(regionCodes.indexOf(id) + 7 * (order + 1)) % regionCodes.length];
  add(international);
  add(`00${code}${number}`, at);
  add(national, other);
  add(number, '');
  add(national.replace(/\D+/g, '.'), at);
  add(`+${code} (0)${number}`);
  add(`+${code} (0) ${national.replace(/^0/, '')}`, at);
  add(`${national} ext. ${rng(1000)}`, at);
  add(`${international} x${rng(100000)}`);
  add(`${e164};ext=${rng(100)}`);
  add(shift(national, 0xff10), at);
  add(shift(e164, 0x0660).replace('+', '\uff0b'));
  add(util.format(parsed, RFC3966), at);
  add(vanity(international), '');
  add(`${code}${number}`, at);
  add(`tel:${number};phone-context=+${code}`);
  if (!at) return;
  add(vanity(national), at);
  add(number.slice(0, -1), at);
  add(number + rng(10), at);
  add(`(${national})`, at);
  add(`${own.nationalPrefix ?? '0'}${number}`, at);
  add(`${sample(own.international, rng)} ${code} ${number}`, at);
  add(`${sample(own.international, rng)}${code}${number}`, other);
  if (own.parsePrefix) add(sample(own.parsePrefix, rng) + number, at);
  if (own.parsePrefix) add(`+${code}${sample(own.parsePrefix, rng)}${number}`, at);
  if (own.parsePrefix) add(`${code}${sample(own.parsePrefix, rng)}${number}`, at);
}

for (const [input, id] of special) add(input, id);
for (const id of [...regionCodes, ...callingCodes.filter(code => membersOf(code)[0] === String(code)).map(String)]) {
  const list = examples(id);
  const mobile = list.findIndex(example => example.type === 'Mobile');
  if (mobile > 1) list.splice(1, 0, ...list.splice(mobile, 1));
  list.forEach((example, order) => spellings(id, example, order));
}

// Edges of the plans: for every state of the automaton of a calling code, the digits at which its transitions change,
// with a completion that is valid when there is one.
const completions = new Map([[automaton.DEAD, null]]);
function completion(state) {
  if (!completions.has(state)) {
    let best = automaton.isAccepting(state) ? '' : null;
    if (best === null) {
      automaton.rowOf(state).forEach((target, d) => {
        const rest = completion(target);
        if (rest !== null && (best === null || rest.length + 1 < best.length)) best = d + rest;
      });
    }
    completions.set(state, best);
  }
  return completions.get(state);
}

for (const code of callingCodes) {
  const seen = new Set([automaton.DEAD]);
  const walk = (state, path) => {
    if (seen.has(state)) return;
    seen.add(state);
    const row = automaton.rowOf(state);
    row.forEach((target, d) => {
      const edge = d === 0 ? row[1] !== target : d === 9 ? row[8] !== target : row[d - 1] !== target || row[d + 1] !== target;
      const sibling = row.find(t => t !== automaton.DEAD) ?? automaton.DEAD;
      if (edge) add(`+${code}${path}${d}${completion(target) ?? completion(sibling) ?? ''}`);
      walk(target, path + d);
    });
  };
  walk(validUnder(code), '');
}

const header = `# libphonenumber's answers (google-libphonenumber ${packageVersion}, Apache License 2.0), written by eng/phone-metadata/expectations.mjs.`;
writeFileSync(join(folder, 'phone-expectations.tsv'),
  `${header}\n# input (\\xNN for bytes that are not printable ASCII), region, E.164 or reason, 1 when the region gave the calling code\n`
  + [...rows.values()].join('\n') + '\n');

// Digests ------------------------------------------------------------------------------------------------------

/** The numbers of a digest line; the C# tests generate the same. */
function* generated(prefix, seeds, count, seed) {
  const next = random(seed);
  for (let i = 0; i < count; i++) {
    const base = seeds[next(seeds.length)];
    const keep = next(base.length + 1);
    const change = next(8);
    const length = Math.max(keep, base.length + (change === 0 ? -1 : change === 1 ? 1 : 0));
    let text = prefix + base.slice(0, keep);
    for (let n = keep; n < length; n++) text += next(10);
    yield text;
  }
}

const lines = [];
function digest(prefix, id, seeds, count, seed) {
  let hash = fnvStart;
  let accepted = 0;
  for (const text of generated(prefix, seeds, count, seed)) {
    const { result } = judge(Buffer.from(text), id);
    accepted += result[0] === '+' ? 1 : 0;
    hash = fnv(hash, result + '\n');
  }
  lines.push([prefix, id, seeds.join(','), count, seed, accepted, hash.toString(16).padStart(8, '0')].join('\t'));
}

const seedsOf = ids => [...new Set(ids.flatMap(id => examples(id).map(example => example.number)))];
callingCodes.forEach((code, i) => digest(`+${code}`, '', seedsOf(membersOf(code)), 3000, 1000 + i));
regionCodes.forEach((id, i) => {
  const own = region(id);
  const seeds = seedsOf([id]);
  digest('', id, seeds, 1000, 2000 + i);
  digest(own.nationalPrefix ?? '0', id, seeds, 1000, 3000 + i);
  digest(String(own.callingCode), id, seeds, 500, 4000 + i);
});
writeFileSync(join(folder, 'phone-digests.tsv'),
  `${header}\n# prefix, region, seeds, count, seed of the generator, accepted, FNV-1a (32 bits) over the answers, each with a line feed\n`
  + lines.join('\n') + '\n');
const accepted = [...rows.values()].filter(row => row.split('\t')[2][0] === '+').length;
console.log(`${rows.size} rows, ${accepted} accepted; ${lines.length} digests of ${callingCodes.length * 3000 + regionCodes.length * 2500} numbers`);
