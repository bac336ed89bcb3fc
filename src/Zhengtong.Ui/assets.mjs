// Brings the chosen third-party files from node_modules to wwwroot/lib: one stylesheet, htmx, one icon sprite, the licences.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const modules = join(root, 'node_modules');
const lib = join(here, 'wwwroot', 'lib');

rmSync(lib, { recursive: true, force: true });
mkdirSync(lib, { recursive: true });

const css = ['reboot', 'grid', 'utilities']
  .map(part => readFileSync(join(modules, 'bootstrap/dist/css', `bootstrap-${part}.min.css`), 'utf8').replace(/\/\*# sourceMappingURL.*\*\//, ''));
writeFileSync(join(lib, 'base.css'), css.join('\n'));
copyFileSync(join(modules, 'htmx.org/dist/htmx.min.js'), join(lib, 'htmx.js'));

const names = readFileSync(join(here, 'icons.txt'), 'utf8').split('\n').map(line => line.trim()).filter(Boolean);
const symbols = names.map(name => {
  const svg = readFileSync(join(modules, 'bootstrap-icons/icons', `${name}.svg`), 'utf8');
  const inner = svg.slice(svg.indexOf('>') + 1, svg.lastIndexOf('</svg>')).replace(/\s*\n\s*/g, '');
  return `<symbol id="${name}" viewBox="0 0 16 16">${inner}</symbol>`;
});
writeFileSync(join(lib, 'icons.svg'), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('\n')}</svg>\n`);

const licences = [['bootstrap', 'LICENSE'], ['bootstrap-icons', 'LICENSE'], ['htmx.org', 'LICENSE'], ['@zxcvbn-ts/language-common', 'LICENSE.txt']]
  .map(([name, file]) => `== ${name} ==\n${readFileSync(join(modules, name, file), 'utf8')}`);
writeFileSync(join(lib, 'LICENSES.txt'), licences.join('\n'));
