// Differential test: node fuzz.mjs <seed> <count> <kind> | <checker> check -
// kinds: codes, national, text, extension, context, mixed

import { judge, random } from './lib/oracle.mjs';
import { callingCodes, digits, membersOf, nearNational, region, regionCodes, sample } from './lib/samples.mjs';

const [seed, count, kind] = [Number(process.argv[2] ?? 1), Number(process.argv[3] ?? 10000), process.argv[4] ?? 'mixed'];
const rng = random(Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995);
for (let i = 0; i < 16; i++) rng(2);
const pick = list => list[rng(list.length)];
const separators = [' ', '-', '.', '/', '(', ')', '', '', '', '  ', ') ', ' (', '\u00a0', '\u2011', '\u2013', '\u00ad', '\u200b', '\u2060',
  '\u3000', '\uff0d', '\uff08', '\uff09', '~', '*', '[', ']', '\u30fc', '\uff5e', 'x', 'X', '\u2053'];
const tokens = ['+', '\uff0b', '0', '00', '011', '1', '12', '123', '4567', '(0)', '(', ')', ' ', '  ', '-', '.', '/', '/x', '\\ x', 'x', 'X', 'ext',
  'Ext.', 'EXTENSION ', 'extensi\u00f3n', 'extensio\u0301n', 'xtn', 'xt', 'extn:', 'int', 'INT', 'anexo', '\u0434\u043e\u0431', '\u0414\u041e\u0411',
  '\u1c81\u1c82\u0431', '\uff58', '\uff38', '\uff45\uff58\uff54\uff4e', '\uff29\uff4e\uff34', '#', '\uff03', '~', '\uff5e', ',', ',,', ',,,', ';', ';;', ':',
  '\uff0e', ';ext=', ';EXT=', ';isub=', ';phone-context=', ';phone-context=+31', ';phone-context=+1-914', ';phone-context=example.com',
  ';phone-context=+', ';phone-context=a-.b', ';phone-context=1a.nl.', 'tel:', 'TEL:', 'Tel. ', 'a', 'abc', 'FLOWERS', 'k', '\u212a', '\u0131', '\u017f', '\u00df',
  '\u0301', '\t', '\n', '\u2028', '\u0085', '\u00a0', '\u200e', '\u202a', '\ufeff', '*', '\ud83d\udcde', '\u0663', '\u06f5', '\uff19', '\u0966', '\u00b2', '\u2013',
  '[', ']', '_', '&', '31', '612345678', '0612345678', '20 624 1111', '6502530000', '650', '253', '0000', '44', '2070313000', '7912345678', '=', 'o', 'e', 't'];
const shifted = [0xff10, 0x0660, 0x06f0];

function scatter(text, odds) {
  let out = '';
  for (const c of text) {
    if (odds && rng(odds) === 0) out += pick(separators);
    out += c;
  }
  return out;
}

function suffix() {
  switch (rng(12)) {
    case 0: return pick([' ', '', ',', '\t']) + pick(['x', 'ext', 'ext.', '#', 'int', 'xtn', ';ext=', ',', ',,', ';', '~', ' - ', 'anexo']) + pick(['', ' ', ':', '.', '- '])
      + digits(rng(23), rng) + pick(['', '', '#']);
    case 1: return pick(['.', ' ', ')', 'a', '#', '\u200b', ';isub=12', ' tel']);
    default: return '';
  }
}

function international() {
  const code = pick(callingCodes);
  const national = nearNational(pick(membersOf(code)), rng);
  const r = rng(6) === 0 ? pick(regionCodes) : '';
  const prefix = r && rng(3) === 0 && region(r).international ? sample(region(r).international, rng) : '+';
  return [prefix + code + national, r];
}

function national() {
  const r = pick(regionCodes);
  const own = region(r);
  let text = nearNational(r, rng);
  switch (rng(12)) {
    case 0: case 1: text = (own.nationalPrefix ?? '0') + text; break;
    case 2: case 3: if (own.parsePrefix) text = sample(own.parsePrefix, rng) + text; break;
    case 4: text = own.callingCode + text; break;
    case 5: text = own.callingCode + (own.parsePrefix ? sample(own.parsePrefix, rng) : '0') + text; break;
    case 6: text = sample(own.international, rng) + own.callingCode + (rng(3) ? '' : own.nationalPrefix ?? '0') + text; break;
    case 7: text = '+' + own.callingCode + (own.parsePrefix ? sample(own.parsePrefix, rng) : '0') + text; break;
    case 8: text = '+' + sample(own.international, rng) + own.callingCode + text; break;
    case 9: if (own.parsePrefix) text = sample(own.parsePrefix, rng) + digits(rng(9), rng); break;
    default: break;
  }
  return [text, rng(40) === 0 ? pick(regionCodes) : rng(60) === 0 ? '' : r];
}

function textual() {
  let out = '';
  if (rng(2)) out = pick(['+31 20 624 1111', '06 12345678', '(650) 253-0000', '1-800-FLOWERS', '+44 (0)20 7031 3000', '123', '12', 'tel:253-0000', '0800 flowers']);
  for (let n = rng(7) + (out ? 0 : 1); n > 0; n--) out = rng(4) ? out + pick(tokens) : pick(tokens) + out;
  if (rng(200) === 0) out += ' '.repeat(rng(240)) + digits(rng(40), rng);
  return [out, pick(['NL', 'US', 'GB', 'IT', 'BR', 'AR', 'DE', 'NL', '', '', pick(regionCodes)])];
}

const labels = [' ', ' ', '\u00a0', '\t', ',', ',', ',,', ';', ':', '.', '\uff0e', '-', 'x', 'X', 'e', 'xt', 'ext', 'Ext', 'n', 'N', 'ensi', 'ensio', 'ENSIO',
  'o', '\u0301', '\u00f3', '\u00d3', '#', '\uff03', '~', '\uff5e', 'int', 'in', 't', 'anexo', 'ANEXO', '\u0434', '\u043e', '\u0431', '\u0414\u043e\u0411', '\uff45', '\uff58',
  '\uff54', '\uff4e', '\uff49\uff4e\uff54', ';ext=', ';Ext=', '/', '*', '7'];
const bases = ['12', '1 2', '+12', '123', '020 6241111', '0206241111', '+31206241111', '6502530000', '1-800-FLOWERS', '0612345678'];

function extension() {
  let out = pick(bases);
  for (let n = 1 + rng(6); n > 0; n--) out += pick(labels);
  out += digits(rng(3) ? rng(8) : rng(24), rng) + pick(['', '', '', '#', '##', ' ', 'x']);
  if (rng(10) === 0) out += pick(labels) + digits(1 + rng(5), rng);
  return [out, pick(['NL', 'NL', 'US', 'BR', ''])];
}

function context() {
  const word = 'aZ09-.()+ \u0663;_:'.split('').concat(['+31', '+1', 'nl', 'example.com', ';', '.', '-']);
  let value = '';
  for (let n = rng(6); n > 0; n--) value += pick(word);
  const number = pick(['020 624 1111', '0206241111', '206241111', '+31206241111', '(0)206241111', '12', '', '7042', '650-253-0000', ' 6502530000x12', 'a1']);
  const parts = [pick(['tel:', 'tel:', '', 'x', 'tel:tel:', 'TEL:']), number, pick(['', '', '', ';ext=12', ';isub=1', 'x5', ';foo=bar']), ';phone-context=' + value,
    pick(['', '', ';ext=3', ';isub=9', ';phone-context=+44', ';tel:', 'tel:'])];
  if (rng(12) === 0) [parts[0], parts[3]] = [parts[3], parts[0]];
  return [parts.join(''), pick(['NL', 'US', '', 'IT'])];
}

let buffer = [];
for (let i = 0; i < count; i++) {
  const which = kind === 'mixed' ? pick(['codes', 'national', 'text', 'extension', 'context']) : kind;
  let [text, r] = which === 'codes' ? international() : which === 'national' ? national()
    : which === 'extension' ? extension() : which === 'context' ? context() : textual();
  if (which === 'codes' || which === 'national') {
    if (rng(4) === 0) text = scatter(text, 3 + rng(8)) + suffix();
    if (rng(30) === 0) text = text.replace(/\d/g, d => rng(3) ? d : String.fromCharCode(pick(shifted) + Number(d)));
    if (rng(60) === 0) text = text.replace(/[2-9]/g, d => rng(2) ? d : pick(['ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ'][Number(d) - 2].split('')));
  }
  let bytes = Buffer.from(text, 'utf8');
  if (rng(500) === 0 && bytes.length) { bytes = Buffer.from(bytes); bytes[rng(bytes.length)] = 0x80 + rng(128); }
  const { result, used } = judge(bytes, r);
  buffer.push(`${bytes.toString('hex')}\t${r}\t${result}\t${used ? 1 : 0}\n`);
  if (buffer.length === 5000) { process.stdout.write(buffer.join('')); buffer = []; }
}
process.stdout.write(buffer.join(''));
