// What is only tried when somebody asks for it.
import { api } from './api.js';
import { byId, element, setText } from './format.js';
import { say, saySentence, sayWord } from './texts.js';

async function tried(button, list, work) {
  button.disabled = true;
  setText(byId('system-error'), '');
  list.replaceChildren(element('li', { className: 'muted', text: say('system.trying') }));
  try {
    list.replaceChildren(...(await work()));
  } catch (error) {
    list.replaceChildren();
    setText(byId('system-error'), error.message);
  } finally {
    button.disabled = false;
  }
}

const line = (level, subject, text, mend) => element('li', { 'data-level': level },
  element('span', { className: 'level', text: sayWord('level', level) }),
  element('span', {}, element('b', { text: saySentence(subject) }), ` ${saySentence(text)}`, ...(mend ? [element('span', { className: 'mend', text: saySentence(mend) })] : [])));

byId('try-decoders').addEventListener('click', (event) => tried(event.target, byId('decoders'), async () => {
  const { checks } = await api.decoders();
  return checks.map(({ level, subject, found, mend }) => line(level, subject, found, mend));
}));
byId('try-notifications')?.addEventListener('click', (event) => tried(event.target, byId('notified'), async () => {
  const { channels } = await api.notify();
  return channels.map(({ channel, delivered, detail }) => line(delivered ? 'ok' : 'failure', channel,
    delivered ? say('system.delivered') : say('system.not-delivered', detail ?? '')));
}));

const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'short', timeStyle: 'medium' });
document.querySelectorAll('time[datetime]').forEach((time) => {
  time.title = time.textContent;
  setText(time, format.format(new Date(time.dateTime)));
});
document.documentElement.dataset.ready = 'true';
