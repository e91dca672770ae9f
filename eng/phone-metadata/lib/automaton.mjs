// Acyclic deterministic automata over the ten digits, hash-consed: equal languages have equal ids, so
// every automaton is minimal and all share their common tails.

import { compileProgram } from './regex.mjs';

export const DEAD = 0;
export const ALL = 1;

const accepting = [false, true];
const targets = [Array(10).fill(DEAD), Array(10).fill(ALL)];
const index = new Map([[key(false, targets[0]), DEAD], [key(true, targets[1]), ALL]]);

function key(accept, row) {
  return (accept ? '+' : '-') + row.join(',');
}

export function node(accept, row) {
  const k = key(accept, row);
  let id = index.get(k);
  if (id === undefined) {
    if (row.every(t => t === ALL) && accept) return ALL;
    id = accepting.push(accept) - 1;
    targets.push(row);
    index.set(k, id);
  }
  return id;
}

export const isAccepting = id => accepting[id];
export const rowOf = id => targets[id];

/** The language of the pattern; with prefix, of all strings that begin with a match. */
export function fromPattern(source, prefix = false) {
  const { program, start, groups } = compileProgram(source);
  if (groups) throw new Error(`captures in ${source}`);
  const memo = new Map();
  const close = pcs => {
    const seen = new Set();
    const walk = pc => {
      if (seen.has(pc)) return;
      seen.add(pc);
      const i = program[pc];
      if (i.op === 'split') i.to.forEach(walk);
      else if (i.op === 'end') throw new Error(`$ in ${source}`);
    };
    pcs.forEach(walk);
    return [...seen].filter(pc => program[pc].op === 'set' || program[pc].op === 'match').sort((a, b) => a - b);
  };
  const build = set => {
    if (set.length === 0) return DEAD;
    const k = set.join();
    const known = memo.get(k);
    if (known !== undefined) return known;
    const accept = set.includes(0);
    const result = accept && prefix ? ALL : node(accept, Array.from({ length: 10 }, (_, d) =>
      build(close(set.filter(pc => program[pc].op === 'set' && program[pc].mask >> d & 1).map(pc => program[pc].next)))));
    memo.set(k, result);
    return result;
  };
  return build(close([start]));
}

function combine(accept, shortcut) {
  const memo = new Map();
  const run = (a, b) => {
    const quick = shortcut(a, b);
    if (quick !== undefined) return quick;
    const k = a * 0x4000000 + b;
    let id = memo.get(k);
    if (id === undefined) {
      const x = targets[a];
      const y = targets[b];
      id = node(accept(accepting[a], accepting[b]), x.map((t, d) => run(t, y[d])));
      memo.set(k, id);
    }
    return id;
  };
  return run;
}

export const union = combine((a, b) => a || b,
  (a, b) => a === b || b === DEAD || a === ALL ? a : a === DEAD || b === ALL ? b : undefined);
export const intersect = combine((a, b) => a && b,
  (a, b) => a === b || b === ALL || a === DEAD ? a : a === ALL || b === DEAD ? b : undefined);
export const subtract = combine((a, b) => a && !b,
  (a, b) => a === DEAD || a === b || b === ALL ? DEAD : b === DEAD ? a : undefined);

/** The strings of the language whose length is one of the given ones. */
export function withLengths(id, lengths) {
  const allowed = new Set(lengths);
  const longest = Math.max(...lengths);
  const memo = new Map();
  const run = (at, depth) => {
    if (at === DEAD || depth > longest) return DEAD;
    const k = at * 64 + depth;
    let result = memo.get(k);
    if (result === undefined) {
      result = node(accepting[at] && allowed.has(depth), targets[at].map(t => run(t, depth + 1)));
      memo.set(k, result);
    }
    return result;
  };
  return run(id, 0);
}
