// The small part of regular expression syntax that the phone metadata uses, parsed into a tree:
// digits, \d, [..] classes, (..) and (?:..), |, ?, *, {n}, {n,m} and $. Anything else is an error,
// so that a metadata update which needs more is noticed instead of being read wrongly.

export function parseRegex(source) {
  let at = 0;
  let groups = 0;
  const fail = why => { throw new Error(`regex ${JSON.stringify(source)} at ${at}: ${why}`); };
  const tree = alternation();
  if (at !== source.length) fail('trailing text');
  return { tree, groups };

  function alternation() {
    const options = [sequence()];
    while (source[at] === '|') {
      at++;
      options.push(sequence());
    }
    return options.length === 1 ? options[0] : { kind: 'alt', options };
  }

  function sequence() {
    const items = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') items.push(quantified());
    return { kind: 'seq', items };
  }

  function quantified() {
    const item = atom();
    const c = source[at];
    if (c === '?') return bounds(item, 0, 1, 1);
    if (c === '*' || c === '+') fail('unbounded repetition');
    if (c !== '{') return item;
    const m = /^\{(\d+)(?:,(\d+))?\}/.exec(source.slice(at)) ?? fail('quantifier');
    return bounds(item, +m[1], +(m[2] ?? m[1]), m[0].length);
  }

  function bounds(item, min, max, width) {
    at += width;
    if ('?+*'.includes(source[at] ?? ' ')) fail('lazy or possessive quantifier');
    return { kind: 'repeat', item, min, max };
  }

  function atom() {
    const c = source[at];
    if (c === '$') { at++; return { kind: 'end' }; }
    if (c === '(') {
      const capturing = !source.startsWith('(?:', at);
      if (capturing && source[at + 1] === '?') fail('group type');
      at += capturing ? 1 : 3;
      const index = capturing ? ++groups : 0;
      const body = alternation();
      if (source[at] !== ')') fail('missing )');
      at++;
      return capturing ? { kind: 'group', index, body } : body;
    }
    if (c === '\\' && source[at + 1] === 'd') { at += 2; return { kind: 'set', mask: 0x3ff }; }
    if (c === '[') {
      const close = source.indexOf(']', at);
      const body = source.slice(at + 1, close);
      if (!/^(?:\d(?:-\d)?)+$/.test(body)) fail('class');
      let mask = 0;
      for (const [, low, high] of body.matchAll(/(\d)(?:-(\d))?/g)) {
        for (let d = +low; d <= +(high ?? low); d++) mask |= 1 << d;
      }
      at = close + 1;
      return { kind: 'set', mask };
    }
    if (c >= '0' && c <= '9') { at++; return { kind: 'set', mask: 1 << +c }; }
    return fail(`character ${c}`);
  }
}

// Thompson program: { op: 'set', mask, next } | { op: 'split', to: [..] } (in order of preference)
// | { op: 'save', slot, next } | { op: 'end', next } | { op: 'match' }.
export function compileProgram(source) {
  const { tree, groups } = parseRegex(source);
  const program = [{ op: 'match' }];
  const add = instruction => program.push(instruction) - 1;
  const emit = (node, next) => {
    switch (node.kind) {
      case 'set': return add({ op: 'set', mask: node.mask, next });
      case 'end': return add({ op: 'end', next });
      case 'seq': return node.items.reduceRight((target, item) => emit(item, target), next);
      case 'alt': return add({ op: 'split', to: node.options.map(option => emit(option, next)) });
      case 'group': {
        const close = add({ op: 'save', slot: node.index * 2 + 1, next });
        return add({ op: 'save', slot: node.index * 2, next: emit(node.body, close) });
      }
      case 'repeat': {
        let target = next;
        for (let i = node.min; i < node.max; i++) target = add({ op: 'split', to: [emit(node.item, target), next] });
        for (let i = 0; i < node.min; i++) target = emit(node.item, target);
        return target;
      }
      default: throw new Error(node.kind);
    }
  };
  const start = emit(tree, 0);
  return { program, start, groups };
}
