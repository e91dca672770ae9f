// What libphonenumber says, in the words of the C# contract.

import { library, util } from './metadata.mjs';

const E164 = library.PhoneNumberFormat.E164;
const Source = library.PhoneNumber.CountryCodeSource;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const strip = '\\u0009-\\u000d\\u0020\\u0085\\u00a0\\u00ad\\u1680\\u2000-\\u200d\\u2028\\u2029\\u202f\\u205f\\u2060\\u3000\\ufeff';
const ends = new RegExp(`^[${strip}]+|[${strip}]+$`, 'g');

/** { result, used }: the E.164 form or the reason, and whether the calling code is that of the region. */
export function judge(bytes, region) {
  let text;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { result: 'NOT_UTF8', used: false };
  }
  text = text.replace(ends, '');
  if (text === '') return { result: 'EMPTY', used: false };
  let number;
  try {
    number = util.parse(text, region || null);
  } catch (error) {
    const noRegion = !region && error.message === library.Error.INVALID_COUNTRY_CODE && !startsInternational(text);
    return { result: noRegion ? 'PHONE_NO_REGION' : 'PHONE_NOT_VALID', used: false };
  }
  if (!util.isValidNumber(number)) return { result: 'PHONE_NOT_VALID', used: false };
  const source = region ? util.parseAndKeepRawInput(text, region).getCountryCodeSource() : Source.FROM_NUMBER_WITH_PLUS_SIGN;
  return {
    result: util.format(number, E164),
    used: source === Source.FROM_DEFAULT_COUNTRY || source === Source.FROM_NUMBER_WITHOUT_PLUS_SIGN,
  };
}

/** Whether the number begins with a plus sign, so that it is not refused for want of a region. */
function startsInternational(text) {
  const at = text.indexOf(';phone-context=');
  if (at < 0) return /^[^+\uff0b0-9\uff10-\uff19\u0660-\u0669\u06f0-\u06f9]*[+\uff0b]/.test(text);
  const scheme = text.indexOf('tel:');
  return /^[+\uff0b]/.test(text.slice(scheme < 0 ? 0 : scheme + 4, at)) || text[at + 15] === '+';
}

/** xorshift32, the same as in the C# tests. */
export function random(seed) {
  let x = seed >>> 0 || 1;
  return n => {
    x ^= x << 13; x >>>= 0;
    x ^= x >>> 17;
    x ^= x << 5; x >>>= 0;
    return x % n;
  };
}
