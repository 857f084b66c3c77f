// What a page says while the server it came from, or the database behind that, does not answer.
import { byId, setText } from './format.js';
import { say } from './texts.js';

let losses = 0;

export function connected() {
  losses += 1;
  byId('connection').hidden = true;
}

/** A server that answers and cannot serve has lost its database; that is another trouble, with another end. */
export async function disconnected(lost) {
  const loss = ++losses;
  const ready = await fetch('/health/ready').catch(() => null);
  const { problems } = ready?.status === 503 ? await ready.json().catch(() => ({})) : {};
  if (loss !== losses) return;
  setText(byId('connection-text'), say(problems?.database ? 'connection.database' : lost));
  byId('connection').hidden = false;
}
