// Writes artifacts/requirements.json: which requirement ids passing tests of this run carried, and which only failing ones did.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';

const covered = {};
const failing = new Set();
for (const file of readdirSync('artifacts').filter(f => f.endsWith('.json') && f !== 'requirements.json')) {
  for (const test of JSON.parse(readFileSync(`artifacts/${file}`, 'utf8')).results.tests) {
    const ids = [test.labels?.Requirement ?? []].flat();
    for (const id of ids) {
      if (test.status === 'passed') (covered[id] ??= []).push(test.name);
      else if (test.status === 'failed') failing.add(id);
    }
  }
}
const ids = Object.keys(covered).sort();
writeFileSync('artifacts/requirements.json', JSON.stringify({ covered: ids, failing: [...failing].sort(), tests: covered }, null, 1));
console.log(`requirements shown by a passing test: ${ids.length}`);
