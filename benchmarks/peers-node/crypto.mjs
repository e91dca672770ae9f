// Hashes the e-mail column of a CSV with Node's crypto: node crypto.mjs FILE (sha256 | KEY in hex). Prints one line of JSON.

import { createHash, createHmac } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const [file, how] = process.argv.slice(2);
const key = how === 'sha256' ? null : Buffer.from(how, 'hex');
const started = process.hrtime.bigint();
const distinct = new Set();
let column = -1;
let rows = 0;
let sum = 0n;
let pending = 0;
for await (const line of createInterface({ input: createReadStream(file, { highWaterMark: 1 << 20 }), crlfDelay: Infinity })) {
  // The generator quotes nothing.
  const cells = line.split(',');
  if (column < 0) {
    column = cells.indexOf('email');
    continue;
  }

  const hash = (key === null ? createHash('sha256') : createHmac('sha256', key)).update(cells[column].trim().toLowerCase()).digest('hex');
  distinct.add(hash);
  pending += parseInt(hash.slice(0, 8), 16);
  if (++rows % 1000 === 0) {
    sum += BigInt(pending);
    pending = 0;
  }
}

sum += BigInt(pending);
console.log(JSON.stringify({
  seconds: Number(process.hrtime.bigint() - started) / 1e9,
  rows, distinct: distinct.size, sum: sum.toString(), version: `Node.js ${process.version.slice(1)}`,
}));
