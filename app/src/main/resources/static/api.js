// Requests to the server this page came from. A refusal becomes an Error with the problem document's sentence.

import { say, saySentence } from './texts.js';

export class Refused extends Error {
  constructor(status, problem) {
    super(problem?.detail ? saySentence(problem.detail) : say('status', status));
    this.status = status;
    this.errors = problem?.errors ?? [];
  }
}

async function send(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Refused(0, { detail: say('unreachable') });
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

const session = (id) => `/api/ingest/sessions/${encodeURIComponent(id)}`;

export const api = {
  directories: (path) => send('GET', `/api/ingest/directories?path=${encodeURIComponent(path)}`),
  findDirectories: (name) => send('GET', `/api/ingest/directories/search?q=${encodeURIComponent(name)}`),
  fileTypes: (paths, recursive) => send('POST', `/api/ingest/file-types?recursive=${recursive}`, paths),
  preview: (parameters) => send('POST', '/api/ingest/preview', { parameters }),
  start: (parameters) => send('POST', '/api/ingest/process', { parameters }),
  active: () => send('GET', '/api/ingest/active-session'),
  session: (id) => send('GET', session(id)),
  items: (id, state, limit) => send('GET', `${session(id)}/items?state=${state}&limit=${limit}`),
  ask: (id, what) => send('POST', `${session(id)}/${what}`),
  media: (id) => send('GET', `/api/media/${id}`),
  similar: (id) => send('GET', `/api/media/${id}/similar`),
  changeOne: (id, change) => send('PATCH', `/api/media/${id}`, change),
  changeMedia: (ids, change) => send('POST', '/api/media/bulk', { ids, ...change }),
  keepDuplicates: (ids) => send('POST', '/api/duplicates/keep', { ids }),
  decoders: () => send('POST', '/api/system/decoders'),
  notify: () => send('POST', '/api/notifications/test'),
  progress: (id) => new EventSource(`${session(id)}/events?items=no`),
  events: (id, after) => new EventSource(`${session(id)}/events?last_event_id=${after}`),
};
