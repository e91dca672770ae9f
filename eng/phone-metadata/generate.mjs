// Writes the phone tables of Onboarding.Core: node generate.mjs <folder for the .cs files>

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as automaton from './lib/automaton.mjs';
import { emitNames, emitTables } from './lib/emit.mjs';
import { callingCodes, packageVersion, readRegion, regionCodes, regionsOf } from './lib/metadata.mjs';
import { nameTable } from './lib/names.mjs';
import { compilePrefix, newPool } from './lib/prefix.mjs';
import { validUnder } from './lib/valid.mjs';

const NATIONAL_MAX = 17;
const folder = process.argv[2] ?? '.';
const nonGeographic = callingCodes.filter(code => regionsOf(code)[0] === '001').map(String);
const regions = [...regionCodes, ...nonGeographic].map(readRegion);
const indexOf = new Map(regions.map((region, i) => [region.id, i]));

// Valid numbers ------------------------------------------------------------------------------------------------

const validStarts = callingCodes.map(validUnder);
const generalStarts = regions.map(region => automaton.fromPattern(region.general.pattern));

/** Bit n: n more digits, whatever they are, make a number; undefined for a state where the digits decide. */
const tails = new Map([[automaton.DEAD, 0]]);
function tailOf(id) {
  if (!tails.has(id)) {
    const [next, ...others] = automaton.rowOf(id);
    if (next === id) fail('numbers without end');
    const rest = others.every(t => t === next) ? tailOf(next) : undefined;
    tails.set(id, rest === undefined ? undefined : (rest << 1 | (automaton.isAccepting(id) ? 1 : 0)) >>> 0);
  }
  return tails.get(id);
}

function numberStates(starts) {
  const order = [];
  const seen = new Set();
  const walk = id => {
    if (seen.has(id)) return;
    seen.add(id);
    order.push(id);
    automaton.rowOf(id).forEach(walk);
  };
  starts.forEach(walk);
  const states = order.filter(id => tailOf(id) === undefined);
  if (states.some(automaton.isAccepting)) fail('a number that only some digits may follow');
  const ends = order.filter(id => tailOf(id) !== undefined);
  const firstTail = states.length * 10;
  const offset = new Map([...states.map((id, i) => [id, i * 10]), ...ends.map((id, i) => [id, firstTail + i])]);
  return {
    firstTail,
    transitions: states.flatMap(id => automaton.rowOf(id).map(t => offset.get(t))),
    tails: ends.map(tailOf),
    offset,
  };
}

const numbers = numberStates([...validStarts, ...generalStarts]);

// Prefixes -----------------------------------------------------------------------------------------------------

const pool = newPool();
const actions = new Map();
const literals = [''];

/** Number of the action: drop `length` digits, put a literal and a copy of digits in their place. */
function action(length, literal = '', from = 0, count = 0) {
  if (!literals.includes(literal)) literals.push(literal);
  const packed = length | literals.indexOf(literal) << 8 | from << 16 | count << 24;
  if (!actions.has(packed)) actions.set(packed, actions.size + 1);
  return actions.get(packed);
}

function nationalAction(region) {
  return (length, groups) => {
    const last = groups.at(-1);
    if (region.transform === null || groups.length === 0 || last === null || last[0] === last[1]) return action(length);
    const [, literal, group] = /^(\d{0,4})\$(\d)$/.exec(region.transform) ?? fail(`transform rule ${region.transform}`);
    const [from, to] = groups[group - 1] ?? [0, 0];
    return action(length, literal, from, to - from);
  };
}

function fail(message) {
  throw new Error(message);
}

const none = { start: 0, longest: 0 };
const cache = new Map();
const compileOnce = (key, build) => cache.get(key) ?? cache.set(key, build()).get(key);
const internationals = regions.map(region => region.international === null ? none
  : compileOnce(region.international, () => compilePrefix(region.international, length => action(length), pool)));
const nationals = regions.map(region => region.parsePrefix === null ? none
  : compileOnce(`${region.parsePrefix}\t${region.transform}`, () => compilePrefix(region.parsePrefix, nationalAction(region), pool)));
const longestInternational = Math.max(...internationals.map(p => p.longest));
const longestNational = Math.max(...nationals.map(p => p.longest));
if (longestInternational + 3 + longestNational + NATIONAL_MAX > 64) fail('the digit buffer of PhoneNumber is too small');
if (actions.size > 255 || pool.states.length * 12 > 0xffff) fail('prefix tables are too large');

const prefixStates = pool.states.flatMap(state => [...state.to.map(t => t * 12), state.now ?? 0, state.atEnd ?? 0]);

// Regions and calling codes ------------------------------------------------------------------------------------

/** Bit n: a number of n digits is possible, or longer than every possible one. */
function usableLengths({ id, general: { lengths, localLengths } }) {
  const last = lengths.at(-1);
  if (lengths.length === 0 || lengths[0] < 2 || Math.max(0, ...localLengths) > last) fail(`lengths of ${id}`);
  let mask = 0;
  for (let n = 0; n < 32; n++) {
    if (!localLengths.includes(n) && (n > last || lengths.includes(n))) mask |= 1 << n;
  }
  return { mask: mask >>> 0, last };
}

const regionTable = regions.flatMap((region, i) => {
  const { mask, last } = usableLengths(region);
  const general = numbers.offset.get(generalStarts[i]);
  return [region.callingCode, internationals[i].start * 12, nationals[i].start * 12, general, mask & 0xffff, mask >>> 16, last,
    callingCodes.indexOf(region.callingCode)];
});

const codeTable = callingCodes.flatMap((code, i) => {
  const main = regionsOf(code)[0];
  return [code, indexOf.get(main === '001' ? String(code) : main), numbers.offset.get(validStarts[i]), 0];
});

const codeByDigits = Array(1000).fill(0);
callingCodes.forEach((code, i) => {
  const text = String(code);
  const step = 10 ** (3 - text.length);
  for (let at = code * step; at < (code + 1) * step; at++) {
    if (codeByDigits[at] !== 0) fail(`calling code ${code} begins with another one`);
    codeByDigits[at] = i + 1;
  }
});

const alpha2 = Array(26 * 26).fill(0);
const alpha2Index = code => (code.charCodeAt(0) - 65) * 26 + code.charCodeAt(1) - 65;
regionCodes.forEach((code, i) => { alpha2[alpha2Index(code)] = i + 1; });

if (regions.length > 255 || callingCodes.length > 254) fail('more regions than a byte counts');
const version = `google-libphonenumber ${packageVersion}`;
const tables = {
  version,
  regionCodes,
  firstTail: numbers.firstTail,
  transitions: numbers.transitions,
  tails: numbers.tails,
  prefixStates,
  prefixActions: [0, ...actions.keys()].map(packed => packed >>> 0),
  literals: literals.flatMap(text => [text.length, ...text.padEnd(4, '0')].map(Number)),
  regionTable,
  codeTable,
  codeByDigits,
};
writeFileSync(join(folder, 'PhoneMetadata.Tables.cs'), emitTables(tables));
writeFileSync(join(folder, 'PhoneRegion.Names.cs'), emitNames({ version, regionCodes, alpha2, alpha2Index, names: nameTable(regionCodes) }));

const bytes = numbers.transitions.length * 2 + numbers.tails.length * 4 + prefixStates.length * 2 + (actions.size + 1) * 4 + literals.length * 5
  + regionTable.length * 2 + codeTable.length * 2 + codeByDigits.length;
console.log(`${version}: ${regions.length} regions, ${callingCodes.length} calling codes, ${numbers.transitions.length / 10} `
  + `number states, ${numbers.tails.length} tails, ${pool.states.length} prefix states, ${actions.size} prefix actions, ${bytes} bytes`);
console.log(`longest international prefix ${longestInternational}, national ${longestNational}; `
  + `longest possible number ${Math.max(...regions.map(r => r.general.lengths.at(-1)))}`);
