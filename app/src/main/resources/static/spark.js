// The pace of the last two minutes as a line. A reload goes on from what this tab has seen.
import { first } from './dom.js';
import { read, write } from './stored.js';

const POINTS = 120;
const WIDTH = 120;
const HEIGHT = 28;

/**
 * The line through rates, the newest at the right edge, and the area below it, as paths of SVG; empty for fewer than two.
 * @param {number[]} rates at most 120
 */
export function pathsOf(rates) {
  if (rates.length < 2) return { line: '', area: '' };
  const most = Math.max(1, ...rates);
  const step = WIDTH / POINTS;
  const left = WIDTH - rates.length * step;
  const x = (/** @type {number} */ i) => (left + (i + 1) * step).toFixed(1);
  const y = (/** @type {number} */ rate) => (HEIGHT - 1 - (rate / most) * (HEIGHT - 3)).toFixed(1);
  const line = `M${rates.map((rate, i) => `${x(i)} ${y(rate)}`).join('L')}`;
  return { line, area: `${line}L${WIDTH} ${HEIGHT}L${x(0)} ${HEIGHT}Z` };
}

/**
 * The rates with one more, in tenths, and only as many as are shown.
 * @param {number[]} rates
 * @param {number} rate
 */
export function withRate(rates, rate) {
  return [...rates, Math.round(rate * 10) / 10].slice(-POINTS);
}

/** The line of one session at a time. */
export class Sparkline {
  /** @param {Element} svg */
  constructor(svg) {
    this.line = first(svg, '.line', SVGPathElement);
    this.area = first(svg, '.area', SVGPathElement);
    /** @type {number[]} */
    this.rates = [];
    this.key = '';
  }

  /** @param {string} session */
  begin(session) {
    this.key = `pace ${session}`;
    const stored = read('sessionStorage', this.key);
    this.rates = Array.isArray(stored) ? stored.slice(-POINTS) : [];
    this.draw();
  }

  /** @param {number} rate */
  add(rate) {
    this.rates = withRate(this.rates, rate);
    write('sessionStorage', this.key, this.rates);
    this.draw();
  }

  draw() {
    const { line, area } = pathsOf(this.rates);
    this.line.setAttribute('d', line);
    this.area.setAttribute('d', area);
  }
}
