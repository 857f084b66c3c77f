// Where a person was in the library, for the way back: per set of filters, in this tab only.
const PLACES = 'library places';
const FROM = 'library file';
const RETURN = 'library return';
const MOST_KEPT = 8;

/** The filters and the order, as the server writes them in all its addresses. */
const here = () => document.getElementById('main').dataset.state;

function read(key) {
  try { return JSON.parse(sessionStorage.getItem(key) ?? 'null'); } catch { return null; }
}

function write(key, value) {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch { /* one comes back to the top then */ }
}

/** The grid as it is left. */
export function keepPlace(place) {
  const others = (read(PLACES) ?? []).filter(({ state }) => state !== here());
  write(PLACES, [...others, { state: here(), ...place }].slice(-MOST_KEPT));
}

/** On a file's own page: this is where one comes from. */
export const keepFile = (id) => write(FROM, id);

/** The way back leads to the place, and not only to the address. */
export const keepReturn = (address) => write(RETURN, address.split('?')[1] ?? '');

/** The file one comes from; asked once. */
export function cameFrom() {
  const id = read(FROM);
  write(FROM, null);
  return id;
}

/** What the grid was like, if one comes back to it: by the browser's button, by a reload, or by the link on a file's page. */
export function placeToReturnTo() {
  const by = performance.getEntriesByType('navigation')[0]?.type;
  const link = read(RETURN);
  write(RETURN, null);
  const from = cameFrom();
  if (by !== 'back_forward' && by !== 'reload' && link !== here()) return { left: null, from: null };
  return { left: (read(PLACES) ?? []).find(({ state }) => state === here()) ?? null, from: by === 'reload' ? null : from };
}
