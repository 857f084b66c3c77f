// Requests to the server this page came from. A refusal becomes an error with the problem document's sentence.
import { say, saySentence } from './texts.js';

/**
 * What pages use of the server's answers; openapi.json has all of it.
 *
 * @typedef {{ field: string, message: string }} FieldError
 * @typedef {{ detail?: string, errors?: FieldError[] }} ProblemDocument
 *
 * @typedef {object} Stats how many files of a folder there are, and how many of them the catalogue has
 * @property {number} total_files
 * @property {number | null} ingested_files null where that was not looked up
 * @property {boolean} [complete] false while some are not counted yet
 *
 * @typedef {object} Directory
 * @property {string} name
 * @property {string} path
 * @property {boolean} has_children
 * @property {Stats} ingest_stats
 * @property {Stats | null} [recursive_stats]
 *
 * @typedef {object} Listing
 * @property {string} path empty for the list of media roots
 * @property {Directory[]} directories
 * @property {Stats} ingest_stats
 * @property {Stats | null} [recursive_stats]
 *
 * @typedef {object} Parameters what a session is started with
 * @property {string[]} directories
 * @property {string} pattern
 * @property {boolean} recursive
 * @property {boolean} enable_nsfw_detection
 * @property {number} nsfw_threshold
 * @property {boolean} extract_metadata
 * @property {boolean} extract_keywords
 * @property {boolean} import_scores
 * @property {boolean} skip_existing
 * @property {string | null} max_files
 * @property {string | null} workers
 * @property {string[] | null} exclude
 * @property {string | null} min_size
 *
 * @typedef {object} Preview what a start would do now
 * @property {number} total_files
 * @property {number} new
 * @property {number} changed
 * @property {{ files: number }[]} read_again
 * @property {number} unchanged
 * @property {number} failed_before
 * @property {{ [reason: string]: number }} left_out
 *
 * @typedef {object} Progress
 * @property {string} session_id
 * @property {string} status
 * @property {number} progress in percent
 * @property {string | null} message
 * @property {number} total_files
 * @property {number} processed_files
 * @property {number} skipped_files
 * @property {number} nsfw_assessed
 * @property {number} files_per_second
 * @property {string} start_time
 * @property {string | null} end_time
 * @property {string[]} [files_in_work]
 * @property {{ committed_files: number, metadata_extracted: number, keywords_added: number, scores_imported: number,
 *   nsfw_detected: number, errors: number }} stats
 *
 * @typedef {object} Session
 * @property {{ parameters: Parameters }} session
 * @property {Progress} progress
 * @property {{ [reason: string]: number }} left_out
 *
 * @typedef {object} Item one file of a session
 * @property {number} position
 * @property {number} revision
 * @property {string} state
 * @property {string} name
 * @property {string} path
 * @property {number} attempts
 * @property {number | null} [media_id] where the catalogue has a row of it
 * @property {string | null} [code] of its failure
 * @property {string | null} [detail]
 * @property {string | null} [next_step]
 * @property {string | null} [reason] why it was skipped
 * @property {string | null} [nsfw]
 *
 * @typedef {object} MediaChange
 * @property {number} [score]
 * @property {boolean} [favourite]
 * @property {{ add?: string[], remove?: string[] }} [keywords]
 *
 * @typedef {{ keyword: string, type: string }} Keyword
 *
 * @typedef {object} Similar a file that looks like another
 * @property {number} id
 * @property {string} name
 * @property {string} thumbnail
 * @property {string} nsfw
 * @property {number} distance in bits; 0 where the pictures are the same
 * @property {number | null} width
 * @property {number | null} height
 *
 * @typedef {{ level: string, subject: string, found: string, mend: string }} Check
 * @typedef {{ channel: string, delivered: boolean, detail: string | null }} Delivery
 */

/** A request that the server refused, or that did not reach it: the status is 0 then. */
export class Refused extends Error {
  /**
   * @param {number} status
   * @param {ProblemDocument | null} problem
   */
  constructor(status, problem) {
    super(problem?.detail ? saySentence(problem.detail) : say('status', status));
    this.status = status;
    this.errors = problem?.errors ?? [];
  }
}

/**
 * @param {'GET' | 'POST' | 'PATCH'} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
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

/** @param {string} id */
function sessionPath(id) {
  return `/api/ingest/sessions/${encodeURIComponent(id)}`;
}

export const api = {
  /** @type {(path: string) => Promise<Listing>} */
  directories: (path) => send('GET', `/api/ingest/directories?path=${encodeURIComponent(path)}`),

  /** @type {(name: string) => Promise<{ directories: Directory[], complete: boolean }>} */
  findDirectories: (name) => send('GET', `/api/ingest/directories/search?q=${encodeURIComponent(name)}`),

  /** @type {(paths: string[], recursive: boolean) => Promise<{ counts: { [type: string]: number }, complete: boolean }>} */
  fileTypes: (paths, recursive) => send('POST', `/api/ingest/file-types?recursive=${recursive}`, paths),

  /** @type {(parameters: Parameters) => Promise<Preview>} */
  preview: (parameters) => send('POST', '/api/ingest/preview', { parameters }),

  /** @type {(parameters: Parameters) => Promise<{ session_id: string }>} */
  start: (parameters) => send('POST', '/api/ingest/process', { parameters }),

  /** @type {() => Promise<{ session_id: string | null, status?: string }>} */
  active: () => send('GET', '/api/ingest/active-session'),

  /** @type {(id: string) => Promise<Session>} */
  session: (id) => send('GET', sessionPath(id)),

  /** @type {(id: string, state: string, limit: number) => Promise<{ items: Item[] }>} */
  items: (id, state, limit) => send('GET', `${sessionPath(id)}/items?state=${state}&limit=${limit}`),

  /** @type {(id: string, operation: string, body?: { item?: number, path?: string }) => Promise<unknown>} */
  ask: (id, operation, body) => send('POST', `${sessionPath(id)}/${operation}`, body),

  /** @type {(id: string, before: string | null) => Promise<unknown>} */
  move: (id, before) => send('POST', `${sessionPath(id)}/move`, { before }),

  /** @type {(id: string) => Promise<any>} */
  media: (id) => send('GET', `/api/media/${id}`),

  /** @type {(id: string) => Promise<{ items: Similar[] }>} */
  similar: (id) => send('GET', `/api/media/${id}/similar`),

  /** @type {(id: string, change: MediaChange) => Promise<{ keywords: Keyword[] }>} */
  changeOne: (id, change) => send('PATCH', `/api/media/${id}`, change),

  /** @type {(ids: number[], change: MediaChange) => Promise<{ changed: number }>} */
  changeMedia: (ids, change) => send('POST', '/api/media/bulk', { ids, ...change }),

  /** @type {(ids: number[]) => Promise<unknown>} */
  keepDuplicates: (ids) => send('POST', '/api/duplicates/keep', { ids }),

  /** @type {() => Promise<{ checks: Check[] }>} */
  decoders: () => send('POST', '/api/system/decoders'),

  /** @type {() => Promise<{ channels: Delivery[] }>} */
  notify: () => send('POST', '/api/notifications/test'),

  /** @type {(id: string) => EventSource} */
  progress: (id) => new EventSource(`${sessionPath(id)}/events?items=no`),

  /** @type {(id: string, after: number) => EventSource} */
  events: (id, after) => new EventSource(`${sessionPath(id)}/events?last_event_id=${after}`),
};
