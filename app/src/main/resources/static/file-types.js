// Which types of files are wanted, and the pattern that says so. Needs no page.

/** What is looked for where no folder has said which types it has. */
export const DEFAULT_PATTERN = '*.mp4|*.png|*.jpg';

/** Types of files with how many there are of each. A type that was taken out stays so while folders are chosen. */
export class FileTypes {
  constructor() {
    /** @type {Map<string, number>} */
    this.counts = new Map();
    /** @type {Set<string>} */
    this.unwanted = new Set();
  }

  /** @param {{ [type: string]: number }} counts */
  show(counts) {
    this.counts = new Map(Object.entries(counts));
  }

  /** @param {string} type */
  isWanted(type) {
    return !this.unwanted.has(type);
  }

  /** @param {string} type */
  toggle(type) {
    if (!this.unwanted.delete(type)) this.unwanted.add(type);
  }

  /** The pattern of the wanted types; empty if none is. */
  pattern() {
    if (!this.counts.size) return DEFAULT_PATTERN;
    return this.wanted()
      .map(([type]) => `*.${type}`)
      .join('|');
  }

  /** How many files are of wanted types. */
  files() {
    return this.wanted().reduce((sum, [, count]) => sum + count, 0);
  }

  wanted() {
    return [...this.counts].filter(([type]) => this.isWanted(type));
  }
}
