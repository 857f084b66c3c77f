// What a page says while the server it came from, or the database behind that, does not answer.
import { byId, setText } from './dom.js';
import { say } from './texts.js';

let losses = 0;

/** The server answers. */
export function connected() {
  losses += 1;
  byId('connection').hidden = true;
}

/**
 * The server does not answer. One that answers and cannot serve has lost its database, which is said instead.
 * @param {string} lost the key of the sentence for a server that is gone
 */
export async function disconnected(lost) {
  losses += 1;
  const loss = losses;
  const ready = await fetch('/health/ready').catch(() => null);
  const { problems } = ready?.status === 503 ? await ready.json().catch(() => ({})) : {};
  if (loss !== losses) return;
  setText(byId('connection-text'), say(problems?.database ? 'connection.database' : lost));
  byId('connection').hidden = false;
}
