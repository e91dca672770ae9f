// The escaped form of inputs in test data: printable ASCII as it is, every other byte (and \) as \xNN.

export function escape(bytes) {
  let text = '';
  for (const b of bytes) {
    text += b >= 0x20 && b < 0x7f && b !== 0x5c ? String.fromCharCode(b) : '\\x' + b.toString(16).toUpperCase().padStart(2, '0');
  }
  return text;
}

/** FNV-1a, 32 bits, over ASCII text; the C# tests compute the same. */
export function fnv(hash, text) {
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

export const fnvStart = 0x811c9dc5;
