// The valid numbers of regions and calling codes as automata.

import * as automaton from './automaton.mjs';
import { readRegion, regionsOf } from './metadata.mjs';

function matching(desc) {
  const language = automaton.fromPattern(desc.pattern);
  if (desc.lengths.length === 0) return language;
  return desc.lengths[0] === -1 ? automaton.DEAD : automaton.withLengths(language, desc.lengths);
}

/** Numbers whose type is known in the region. */
function validIn(region) {
  const types = Object.entries(region.types).filter(([name]) => name !== 'Mobile' || !region.sameMobile);
  const any = types.reduce((language, [, desc]) => automaton.union(language, matching(desc)), automaton.DEAD);
  return automaton.intersect(matching(region.general), any);
}

/** Numbers that are valid for the region which they belong to, for the regions of a calling code in their order. */
export function validUnder(code) {
  const ids = regionsOf(code);
  const members = ids[0] === '001' ? [readRegion(code)] : ids.map(readRegion);
  if (members.length === 1) return validIn(members[0]);
  return members.reduceRight((rest, region) => {
    const valid = validIn(region);
    if (region.leadingDigits === null) return automaton.union(valid, rest);
    const leading = automaton.fromPattern(region.leadingDigits, true);
    return automaton.union(automaton.intersect(leading, valid), automaton.subtract(rest, leading));
  }, automaton.DEAD);
}
