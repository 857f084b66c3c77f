// Cards of the library as the server renders them, a page at a time. Needs no page to be in.

const MOST_FETCHED = 500;

/**
 * @typedef {object} Cards
 * @property {string} html
 * @property {string} next the cursor behind the last card; empty at the end
 */

/**
 * So many cards behind a cursor, as markup in which everything from files is escaped. Fewer come at the end.
 * @param {string} state the filters and the order, as the server writes them
 * @param {string} after
 * @param {number} count
 * @param {(address: string) => Promise<Response>} [get]
 * @returns {Promise<Cards>}
 */
export async function fetchCards(state, after, count, get = (address) => fetch(address)) {
  let html = '';
  let next = after;
  for (let left = count; left > 0; left -= MOST_FETCHED) {
    const limit = Math.min(left, MOST_FETCHED);
    const response = await get(`/library/cards?${state}&limit=${limit}&cursor=${encodeURIComponent(next)}`);
    if (!response.ok) throw new Error(`cards: status ${response.status}`);
    html += await response.text();
    next = response.headers.get('Library-Next') ?? '';
    if (!next) break;
  }
  return { html, next };
}
