// What a preview counts. Needs no page.

/** @import { Preview } from './api.js' */

/**
 * The kinds of files a start would meet and how many there are of each, as the form lists them; without those of which
 * there are none.
 * @param {Preview} preview
 * @returns {[string, number][]}
 */
export function kindsIn(preview) {
  /** @type {[string, number | undefined][]} */
  const kinds = [
    ['new', preview.new],
    ['changed', preview.changed],
    ['read-again', preview.read_again.reduce((sum, { files }) => sum + files, 0)],
    ['unchanged', preview.unchanged],
    ['failed-before', preview.failed_before],
    ['unreadable', preview.left_out.unreadable],
  ];
  return kinds.flatMap(([kind, count]) => (count ? [[kind, count]] : []));
}
