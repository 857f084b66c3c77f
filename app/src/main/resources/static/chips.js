// Chips of folders, chosen ones and those that were ingested before.
import { element } from './dom.js';
import { baseName } from './folders.js';
import { say } from './texts.js';

/**
 * A chosen folder, with a button that takes it out.
 * @param {string} path
 * @param {() => void} onRemove
 */
export function chosenChip(path, onRemove) {
  const remove = element('button', {
    type: 'button',
    'aria-label': say('configure.remove.name', baseName(path)),
    title: say('configure.remove'),
    text: '×',
  });
  remove.addEventListener('click', onRemove);
  const name = element('span', { className: 'ellipsis', text: baseName(path) });
  return element('li', { className: 'chip', title: path }, name, remove);
}

/**
 * A folder that was ingested before, as a button that chooses it again.
 * @param {string} path
 * @param {() => void} onChoose
 */
export function rememberedChip(path, onChoose) {
  const again = element('button', {
    type: 'button',
    className: 'again',
    title: path,
    'aria-label': say('configure.again.name', baseName(path)),
    text: `+ ${baseName(path)}`,
  });
  again.addEventListener('click', onChoose);
  return element('li', {}, again);
}
