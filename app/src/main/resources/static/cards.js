// One card of the grid: what it shows, and what stands in it.
import { closest, element, first, setText } from './dom.js';
import { say, sayCount } from './texts.js';

/**
 * The card an event's target is in.
 * @param {EventTarget | null} target
 */
export function cellOf(target) {
  return closest(target, '.cell');
}

/**
 * The link with the picture, which has the keyboard when its card has.
 * @param {HTMLElement} cell
 */
export function shotOf(cell) {
  return first(cell, '.shot', HTMLAnchorElement);
}

/** @param {HTMLElement} cell */
export function idOf(cell) {
  return cell.dataset.id ?? '';
}

/**
 * The sentence for a score.
 * @param {number} score
 */
export function starsOf(score) {
  if (score < 0) return say('score.rejected');
  return score ? sayCount('score', score) : say('score.none');
}

/**
 * @param {HTMLElement} cell
 * @param {number} score
 */
export function showScore(cell, score) {
  cell.dataset.score = String(score);
  const shown = first(cell, '.stars');
  shown.dataset.score = String(score);
  setText(first(shown, 'span'), starsOf(score));
}

/**
 * @param {HTMLElement} cell
 * @param {boolean} favourite
 */
export function showFavourite(cell, favourite) {
  cell.dataset.favourite = String(favourite);
  first(cell, '.heart').setAttribute('aria-pressed', String(favourite));
}

/**
 * @param {HTMLElement} cell
 * @param {boolean} picked
 */
export function showPicked(cell, picked) {
  first(cell, '.pick').setAttribute('aria-pressed', String(picked));
}

/**
 * Takes a card out of the tab order: one card at a time is in it.
 * @param {HTMLElement} cell
 */
export function leaveTabOrder(cell) {
  for (const selector of ['.shot', '.pick', '.heart']) first(cell, selector).tabIndex = -1;
}

/**
 * A file without a picture is its name.
 * @param {HTMLImageElement} image
 */
export function showBare(image) {
  const cell = cellOf(image);
  if (!cell || cell.classList.contains('bare')) return;
  cell.classList.add('bare');
  image.after(element('span', { className: 'bare-name', text: image.alt }));
}

/**
 * Whether the picture is not safe for work and was not asked for.
 * @param {HTMLElement} cell
 */
export function isBlurred(cell) {
  const blurs = document.documentElement.dataset.blur !== 'off';
  return blurs && cell.dataset.nsfw === 'nsfw' && !cell.classList.contains('shown');
}
