// Checks manifests against the schemas of Kubernetes, as kubernetes-models brings them: node kubernetes.mjs MODULES FILE. MODULES is the folder
// node_modules that has kubernetes-models and js-yaml; FILE is the output of kubectl kustomize.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [modules, file] = process.argv.slice(2);
const base = pathToFileURL(`${modules}/`);
const require = createRequire(new URL('x.js', base));
const yaml = require('js-yaml');
const found = [];
let checked = 0;
for (const document of yaml.loadAll(readFileSync(file, 'utf8'))) {
  if (!document) continue;
  const name = `${document.kind} ${document.metadata?.name}`;
  try {
    const version = document.apiVersion;
    const { [document.kind]: Model } = await import(new URL(`kubernetes-models/${version}/${document.kind}.js`, base));
    new Model(document).validate();
    checked += 1;
  } catch (failure) {
    found.push(`${name}: ${failure.message}`);
  }
}
for (const line of found) console.error(line);
console.log(`kubernetes: ${checked} resources fit their schemas, ${found.length} do not`);
process.exit(found.length === 0 && checked > 0 ? 0 : 1);
