// Checks the Containerfile: node containerfile.mjs MODULES FILE. MODULES is the folder node_modules that has dockerfile-utils.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [modules, file] = process.argv.slice(2);
const require = createRequire(new URL('x.js', pathToFileURL(`${modules}/`)));
const { validate } = require('dockerfile-utils');
const found = validate(readFileSync(file, 'utf8'));
for (const finding of found) console.error(`${file}:${finding.range.start.line + 1}: ${finding.message}`);
console.log(`containerfile: ${found.length} findings`);
process.exit(found.length === 0 ? 0 : 1);
