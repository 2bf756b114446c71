// The JavaScript tools, one for each call: node tools.mjs TOOL FILE...; prints one line of JSON.
import { createReadStream, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const version = (name) => JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url))).version;
const tell = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

async function quadsOf(file, format) {
  const { StreamParser } = require('n3');
  const quads = [];
  for await (const quad of createReadStream(file).pipe(new StreamParser({ format }))) quads.push(quad);
  return quads;
}

const tools = {
  async n3(turtle, trig) {
    tell({ version: version('n3'), triples: (await quadsOf(turtle, 'text/turtle')).length, quads: (await quadsOf(trig, 'application/trig')).length });
  },
  async jsonld(file) {
    const jsonld = (await import('jsonld')).default;
    const quads = await jsonld.toRDF(JSON.parse(readFileSync(file)));
    tell({ version: version('jsonld'), triples: quads.length });
  },
  async shacl(data, shapes) {
    const rdf = (await import('@zazuko/env')).default;
    const Validator = (await import('rdf-validate-shacl')).default;
    const load = async (file) => rdf.dataset(await quadsOf(file, 'text/turtle'));
    const report = await new Validator(await load(shapes), { factory: rdf }).validate(await load(data));
    tell({ version: version('rdf-validate-shacl'), conforms: report.conforms, results: report.results.length });
  },
  async comunica(source, queryFile) {
    const remote = source.startsWith('http');
    const { QueryEngine } = require(remote ? '@comunica/query-sparql' : '@comunica/query-sparql-file');
    const result = await new QueryEngine().queryBindings(readFileSync(queryFile, 'utf8'), { sources: [remote ? { type: 'sparql', value: source } : source] });
    const rows = [];
    for await (const binding of result) {
      rows.push(Object.fromEntries([...binding].map(([name, term]) => [name.value, term.value])));
    }
    tell({ version: version('@comunica/query-sparql-file'), rows });
  },
};

const [tool, ...files] = process.argv.slice(2);
await tools[tool](...files);
