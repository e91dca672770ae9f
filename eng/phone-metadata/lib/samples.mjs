// Numbers and spellings to try.

import { callingCodes, readRegion, regionCodes, regionsOf } from './metadata.mjs';
import { parseRegex } from './regex.mjs';

const regions = new Map(regionCodes.map(id => [id, readRegion(id)]));
export const region = id => regions.get(id);
const trees = new Map();

/** A random string that the pattern matches (or nearly). */
export function sample(pattern, rng) {
  let tree = trees.get(pattern);
  if (tree === undefined) trees.set(pattern, tree = parseRegex(pattern).tree);
  const go = node => {
    switch (node.kind) {
      case 'set': { let d; do d = rng(10); while (!(node.mask >> d & 1)); return String(d); }
      case 'seq': return node.items.map(go).join('');
      case 'alt': return go(node.options[rng(node.options.length)]);
      case 'group': return go(node.body);
      case 'repeat': return Array.from({ length: node.min + rng(node.max - node.min + 1) }, () => go(node.item)).join('');
      default: return '';
    }
  };
  return go(tree);
}

export const digits = (n, rng) => Array.from({ length: n }, () => rng(10)).join('');

/** All examples of a region by type. */
export function examples(id) {
  const r = regions.get(id) ?? readRegion(id);
  return Object.entries(r.types).filter(([, d]) => d.example !== null).map(([type, d]) => ({ type, number: d.example }));
}

/** The regions of a calling code; a non-geographic one stands for itself. */
export const membersOf = code => regionsOf(code)[0] === '001' ? [String(code)] : regionsOf(code);

/** A national number near the plan of the region. */
export function nearNational(id, rng) {
  const r = regions.get(id) ?? readRegion(id);
  const descs = Object.values(r.types).filter(d => d.pattern !== '');
  const pick = rng(10);
  let text = pick === 0 || descs.length === 0 ? sample(r.general.pattern, rng) : sample(descs[rng(descs.length)].pattern, rng);
  switch (rng(8)) {
    case 0: text = text.slice(0, -1); break;
    case 1: text += rng(10); break;
    case 2: { const i = rng(text.length || 1); text = text.slice(0, i) + rng(10) + text.slice(i + 1); break; }
    case 3: { const i = rng(text.length || 1); text = text.slice(0, i) + digits(text.length - i, rng); break; }
    default: break;
  }
  return text;
}

export { callingCodes, regionCodes };
