// Which files are selected. Needs no page.

/** Ids of files, which may be out of the page meanwhile. */
export class Selection {
  constructor() {
    /** @type {Set<string>} */
    this.selected = new Set();
    /** @type {string | null} the file that was picked last, from which a range goes */
    this.last = null;
  }

  get size() {
    return this.selected.size;
  }

  get ids() {
    return [...this.selected];
  }

  /** @param {string} id */
  has(id) {
    return this.selected.has(id);
  }

  /**
   * @param {string} id
   * @param {boolean} on
   */
  set(id, on) {
    if (on) this.selected.add(id);
    else this.selected.delete(id);
  }

  /** @param {string} id */
  toggle(id) {
    this.set(id, !this.has(id));
  }

  /**
   * Selects a file, or takes it out, and remembers it as the end of a range; with a range all up to it from the one before become what it becomes.
   * @param {string} id
   * @param {string[]} order the files in the page, for a range; empty for the file alone
   * @returns {string[]} the files that were set
   */
  pick(id, order = []) {
    const on = !this.has(id);
    const ids = this.range(id, order);
    ids.forEach((one) => this.set(one, on));
    this.last = id;
    return ids;
  }

  /**
   * @param {string} id
   * @param {string[]} order
   */
  range(id, order) {
    const from = this.last === null ? -1 : order.indexOf(this.last);
    const to = order.indexOf(id);
    if (from < 0 || to < 0) return [id];
    return order.slice(Math.min(from, to), Math.max(from, to) + 1);
  }

  /**
   * The files a key on one of them is for: all that are selected if it is one of them, else itself.
   * @param {string | null} id null for a button, which is for what is selected
   */
  targets(id) {
    return id !== null && !this.has(id) ? [id] : this.ids;
  }

  clear() {
    this.selected.clear();
  }
}
