// Writes the table of simple lower-casing. See README.md.
import { writeFileSync } from "node:fs";

if (process.versions.unicode !== "17.0") {
  throw new Error(`Unicode ${process.versions.unicode}; the table is of 17.0`);
}

const ranges = [];
for (let from = 0x80; from <= 0x10ffff; from++) {
  const to = from === 0x130 || (from >= 0xd800 && from <= 0xdfff) ? from : String.fromCodePoint(from).toLowerCase().codePointAt(0);
  const delta = to - from;
  if (delta === 0) {
    continue;
  }

  const last = ranges.at(-1);
  const step = last && from - last.end;
  if (last && last.delta === delta && (last.start === last.end ? step <= 2 : step === last.step)) {
    [last.end, last.step] = [from, step];
  } else {
    ranges.push({ start: from, end: from, step: 1, delta });
  }
}

const hex = (n) => "0x" + n.toString(16).toUpperCase().padStart(4, "0");
const rows = ranges.map((r) => `        ${hex(r.start)}, ${hex(r.end)}, ${r.step}, ${r.delta},`);
writeFileSync(new URL("../../src/Onboarding.Core/Profiles/SimpleLowerCase.Table.cs", import.meta.url), `namespace Onboarding.Profiles;

// Written by eng/unicode/lower.mjs from Unicode ${process.versions.unicode}.
internal static partial class SimpleLowerCase
{
    private const int Stride = 4;

    // First, last, distance between two, what lower-casing adds.
    private static ReadOnlySpan<int> Ranges =>
    [
${rows.join("\n")}
    ];
}
`);
