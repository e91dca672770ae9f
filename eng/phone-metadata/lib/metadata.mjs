// Reads the metadata that google-libphonenumber carries into plain objects.

import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
export const library = require('google-libphonenumber');
export const packageVersion = require('google-libphonenumber/package.json').version;
export const util = library.PhoneNumberUtil.getInstance();

const typeNames = ['FixedLine', 'Mobile', 'TollFree', 'PremiumRate', 'SharedCost', 'Voip', 'PersonalNumber', 'Pager',
  'Uan', 'Voicemail'];

export const regionCodes = [...util.getSupportedRegions()].sort();
export const callingCodes = [...new Set(util.getSupportedCallingCodes())].sort((a, b) => a - b);

export function readRegion(id) {
  const m = util.getMetadataForRegion(String(id));
  const desc = name => {
    const d = m['get' + name]();
    return {
      pattern: d.getNationalNumberPatternOrDefault(),
      lengths: [...d.possibleLengthArray()],
      localLengths: [...d.possibleLengthLocalOnlyArray()],
      example: d.hasExampleNumber() ? d.getExampleNumber() : null,
    };
  };
  return {
    id: String(id),
    callingCode: m.getCountryCodeOrDefault(),
    international: m.getInternationalPrefix() ?? null,
    nationalPrefix: m.getNationalPrefix() ?? null,
    parsePrefix: m.getNationalPrefixForParsing() || null,
    transform: m.getNationalPrefixTransformRule() || null,
    leadingDigits: m.hasLeadingDigits() ? m.getLeadingDigits() : null,
    sameMobile: m.getSameMobileAndFixedLinePattern() === true,
    general: desc('GeneralDesc'),
    types: Object.fromEntries(typeNames.map(name => [name, desc(name)])),
  };
}

/** Regions of a calling code in the order in which libphonenumber asks them; '001' for a non-geographic code. */
export const regionsOf = code => [...util.getRegionCodesForCountryCode(code)];
