// Decoders and notifications are only tried when a reader asks for it.
import { api } from './api.js';
import { byId, element, findById, tried } from './dom.js';
import { showLocalTimes } from './format.js';
import { say, saySentence, sayWord } from './texts.js';

/**
 * Runs checks behind a button and lists what came out.
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} list
 * @param {() => Promise<HTMLElement[]>} work
 */
async function check(button, list, work) {
  button.disabled = true;
  list.replaceChildren(element('li', { className: 'muted', text: say('system.trying') }));
  const done = await tried(byId('system-error'), async () => list.replaceChildren(...(await work())));
  if (!done) list.replaceChildren();
  button.disabled = false;
}

/**
 * One line of a list: how it is, what was looked at, what was seen and what to do.
 * @param {string} level
 * @param {string} subject
 * @param {string} found
 * @param {string | null} [nextStep]
 */
function line(level, subject, found, nextStep) {
  const sentence = element('span', {}, element('b', { text: saySentence(subject) }), ` ${saySentence(found)}`);
  if (nextStep) sentence.append(element('span', { className: 'next-step', text: saySentence(nextStep) }));
  return element(
    'li',
    { 'data-level': level },
    element('span', { className: 'level', text: sayWord('level', level) }),
    sentence,
  );
}

async function decoders() {
  const { checks } = await api.decoders();
  return checks.map(({ level, subject, found, mend }) => line(level, subject, found, mend));
}

async function notifications() {
  const { channels } = await api.notify();
  return channels.map(({ channel, delivered, detail }) =>
    delivered
      ? line('ok', channel, say('system.delivered'))
      : line('failure', channel, say('system.not-delivered', detail ?? '')),
  );
}

const tryDecoders = byId('try-decoders', HTMLButtonElement);
tryDecoders.addEventListener('click', () => check(tryDecoders, byId('decoders'), decoders));
const tryNotifications = findById('try-notifications', HTMLButtonElement);
tryNotifications?.addEventListener('click', () => check(tryNotifications, byId('notified'), notifications));

showLocalTimes({ dateStyle: 'short', timeStyle: 'medium' });
document.documentElement.dataset.ready = 'true';
