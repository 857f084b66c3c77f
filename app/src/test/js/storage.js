// A browser's storage for tests: what is stored as it is stored, and one that refuses.

/** @returns {{ [key: string]: string }} what is stored from now on, by key */
export function freshStorage() {
  /** @type {Map<string, string>} */
  const values = new Map();
  const storage = {
    getItem: (/** @type {string} */ key) => values.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => values.set(key, value),
    removeItem: (/** @type {string} */ key) => values.delete(key),
  };
  define(() => storage);
  return new Proxy({}, { get: (_, key) => values.get(String(key)) });
}

/** A browser that lets nobody store throws as soon as the storage is named. */
export function refusedStorage() {
  define(() => {
    throw new Error('SecurityError');
  });
}

/** @param {() => object} get */
function define(get) {
  for (const area of ['sessionStorage', 'localStorage']) {
    Object.defineProperty(globalThis, area, { get, configurable: true });
  }
}
