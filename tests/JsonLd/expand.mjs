// Expands labels with a JSON-LD 1.1 processor and says what is wrong with them: reads [{"name": ..., "label": {...}}, ...] from standard input,
// writes the faults as an array of texts. Nothing is fetched: an attempt to load a document is a fault.
import jsonld from "jsonld";

const prefixes = /^(dpv|pd|eu-gdpr|legal-eu|onb|dct|rdf|xsd):/;
const absolute = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i;
const documentLoader = url => { throw new Error("would fetch " + url); };

// Every text, number and truth value of the label outside the context; @language goes with its @value.
function leavesOf(value, isContext = false) {
  if (isContext) return 0;
  if (Array.isArray(value)) return value.reduce((sum, item) => sum + leavesOf(item), 0);
  if (value === null || typeof value !== "object") return 1;
  return Object.entries(value).reduce((sum, [name, of]) => sum + (name === "@language" ? 0 : leavesOf(of, name === "@context")), 0);
}

// The same of the expanded form, and its IRIs.
function expandedOf(value, iris) {
  if (Array.isArray(value)) return value.reduce((sum, item) => sum + expandedOf(item, iris), 0);
  let leaves = 0;
  for (const [name, of] of Object.entries(value)) {
    if (name === "@value") leaves += 1;
    else if (name === "@id") { iris.push(of); leaves += 1; }
    else if (name === "@type") { for (const type of [of].flat()) { iris.push(type); leaves += 1; } }
    else if (name !== "@language") { iris.push(name); leaves += expandedOf(of, iris); }
  }
  return leaves;
}

async function faultsOf({ name, label }) {
  try {
    const expanded = await jsonld.expand(label, { safe: true, documentLoader });
    const iris = [];
    const [before, after] = [leavesOf(label), expandedOf(expanded, iris)];
    const faults = iris.filter(iri => !absolute.test(iri)).map(iri => `${iri} is no absolute IRI`);
    faults.push(...iris.filter(iri => prefixes.test(iri)).map(iri => `${iri} has a prefix that the context does not know`));
    if (before !== after) faults.push(`${before} values went in, ${after} came out`);
    if (expanded.length !== 1) faults.push(`${expanded.length} nodes came out`);
    return faults.map(fault => `${name}: ${fault}`);
  } catch (error) {
    return [`${name}: ${error.message} ${JSON.stringify(error.details?.event?.details ?? {})}`];
  }
}

let text = "";
for await (const part of process.stdin) text += part;
const faults = await Promise.all(JSON.parse(text).map(faultsOf));
process.stdout.write(JSON.stringify(faults.flat()));
