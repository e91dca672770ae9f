// Deterministic automata for patterns that are matched at the start of a string with the preference
// order of backtracking engines (first alternative wins, greedy repetition), with captures.
//
// Every such pattern in the metadata matches strings of bounded length, so a thread of the simulation can
// carry its capture positions as plain numbers. What a state reports is therefore a constant: how many
// digits the match takes, and where the groups were.

import { compileProgram } from './regex.mjs';

/** States that several patterns share; state 0 is dead. */
export function newPool() {
  return { states: [{ now: null, atEnd: null, to: Array(10).fill(0) }], minimal: new Map() };
}

/**
 * Compiles the pattern into the pool. `describe(length, groups)` gives the outcome of a match (any value but null).
 * A state is { now, atEnd, to: [10] }: `now` is the outcome when more digits follow, `atEnd` the one at the end of
 * the text; a later outcome on the same walk replaces an earlier one. Result: the start state and the longest match.
 */
export function compilePrefix(source, describe, { states, minimal }) {
  const { program, start, groups } = compileProgram(source);
  const memo = new Map([['', 0]]);
  let longest = 0;

  const follow = (threads, depth, end) => {
    const seen = new Set();
    const list = [];
    let match = null;
    const walk = (pc, slots) => {
      if (match !== null || seen.has(pc)) return;
      seen.add(pc);
      const i = program[pc];
      if (i.op === 'split') i.to.forEach(to => walk(to, slots));
      else if (i.op === 'save') walk(i.next, slots.with(i.slot, depth));
      else if (i.op === 'end') { if (end) walk(i.next, slots); }
      else if (i.op === 'match') match = slots;
      else list.push({ pc, slots });
    };
    threads.forEach(t => walk(t.pc, t.slots));
    return { list, match };
  };
  const outcome = (match, depth) => {
    if (match === null) return null;
    longest = Math.max(longest, depth);
    const at = Array.from({ length: groups }, (_, g) =>
      match[g * 2 + 2] < 0 || match[g * 2 + 3] < 0 ? null : [match[g * 2 + 2], match[g * 2 + 3]]);
    return describe(depth, at);
  };
  const build = (threads, depth) => {
    if (depth > 40) throw new Error(`unbounded: ${source}`);
    const k = threads.length === 0 ? '' : depth + ':' + threads.map(t => t.pc + '/' + t.slots).join(';');
    const known = memo.get(k);
    if (known !== undefined) return known;
    const going = follow(threads, depth, false);
    const ending = follow(threads, depth, true);
    const to = Array.from({ length: 10 }, (_, d) => build(going.list
      .filter(t => program[t.pc].mask >> d & 1)
      .map(t => ({ pc: program[t.pc].next, slots: t.slots })), depth + 1));
    const state = { now: outcome(going.match, depth), atEnd: outcome(ending.match, depth), to };
    const mk = JSON.stringify(state);
    let id = minimal.get(mk);
    if (id === undefined) {
      id = state.now === null && state.atEnd === null && to.every(t => t === 0) ? 0 : states.push(state) - 1;
      minimal.set(mk, id);
    }
    memo.set(k, id);
    return id;
  };
  const first = build([{ pc: start, slots: Array(groups * 2 + 2).fill(-1) }], 0);
  return { start: first, longest };
}
