// Deciding on duplicates. A decision is a score, stored at once; what it was before is remembered for taking it back.
import { api } from './api.js';
import { all, byId, closest, element, findById, first, hasModifier, matches, setText, tried } from './dom.js';
import { REJECTED, byScore, isDecided, isRejected, keepOnly, rejectAll, scoreBefore, undo } from './decisions.js';
import { say, sayCount } from './texts.js';

/** @import { Change, Copy } from './decisions.js' */

/** @typedef {Copy & { id: number, shown: HTMLElement }} ShownCopy a copy and its column's head */

function groups() {
  return all(document, '.group');
}

/** @param {Element} shown */
function groupOf(shown) {
  return /** @type {HTMLElement} */ (closest(shown, '.group'));
}

/** @param {HTMLElement} group */
function columnsOf(group) {
  return all(group, '.copy');
}

/**
 * A copy as the page shows it now.
 * @param {HTMLElement} shown
 * @returns {ShownCopy}
 */
function copyOf(shown) {
  const { id, score, before } = shown.dataset;
  return { id: Number(id), score: Number(score), before: before === undefined ? undefined : Number(before), shown };
}

/** @param {HTMLElement} group */
function copiesOf(group) {
  return columnsOf(group).map(copyOf);
}

/**
 * Sets scores, each kind in one request; the page follows when the server has them.
 * @param {Change<ShownCopy>[]} changes
 */
async function setScores(changes) {
  for (const [score, copies] of byScore(changes)) {
    await api.changeMedia(
      copies.map(({ id }) => id),
      { score },
    );
    copies.forEach(({ shown }) => {
      shown.dataset.before ??= shown.dataset.score;
      shown.dataset.score = String(score);
      first(shown, '[data-act=reject]').setAttribute('aria-pressed', String(score === REJECTED));
    });
  }
}

/** @param {() => Promise<void>} work */
function trying(work) {
  return tried(byId('duplicates-error'), work);
}

/**
 * @param {HTMLElement} group
 * @param {string} text
 */
function tell(group, text) {
  setText(first(group, '.outcome-text'), text);
  setText(byId('announce'), text);
}

/**
 * Shows what was decided on a group so far.
 * @param {HTMLElement} group
 */
function follow(group) {
  const copies = copiesOf(group);
  const rejected = copies.filter(isRejected).length;
  const decided = isDecided(copies);
  group.classList.toggle('decided', decided);
  first(group, '[data-act=undo]').hidden = !undo(copies).length;
  if (decided) tell(group, say('duplicates.decided', copies.length - rejected, rejected));
  else tell(group, rejected ? sayCount('duplicates.rejected', rejected) : '');
}

/** @param {HTMLElement} shown */
function keep(shown) {
  const group = groupOf(shown);
  return trying(async () => {
    const copies = copiesOf(group);
    const kept = copies.find((copy) => copy.shown === shown);
    if (kept) await setScores(keepOnly(copies, kept));
    follow(group);
    goOn(group);
  });
}

/** @param {HTMLElement} shown */
function toggleRejected(shown) {
  return trying(async () => {
    const copy = copyOf(shown);
    await setScores([{ copy, score: isRejected(copy) ? scoreBefore(copy) : REJECTED }]);
    follow(groupOf(shown));
  });
}

/**
 * @param {HTMLElement} shown
 * @param {number} score
 */
function rate(shown, score) {
  return trying(async () => {
    await setScores([{ copy: copyOf(shown), score }]);
    follow(groupOf(shown));
    setText(byId('announce'), say('duplicates.rated', score));
  });
}

/** @param {HTMLElement} group */
function takeBack(group) {
  return trying(async () => {
    await setScores(undo(copiesOf(group)));
    columnsOf(group).forEach((shown) => delete shown.dataset.before);
    follow(group);
    tell(group, say('duplicates.undone'));
    focusCopy(columnsOf(group)[0]);
  });
}

/** @param {HTMLElement} group */
function keepAll(group) {
  return trying(async () => {
    const wanted = copiesOf(group).filter((copy) => !isRejected(copy));
    await api.keepDuplicates(wanted.map(({ id }) => id));
    group.classList.add('decided');
    tell(group, say('duplicates.kept'));
    goOn(group);
  });
}

/** Of every group that is open only the first copy, which is the best, is kept. */
function keepAllBest() {
  return trying(async () => {
    const open = groups().filter((group) => !group.classList.contains('decided'));
    await setScores(open.flatMap((group) => rejectAll(copiesOf(group).slice(1))));
    open.forEach(follow);
    findById('next')?.focus();
  });
}

/** @param {HTMLElement | undefined} shown */
function focusCopy(shown) {
  if (!shown) return;
  first(shown, '.shot').focus({ preventScroll: true });
  shown.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/**
 * Goes on to the group behind, or to the link to more.
 * @param {HTMLElement} group
 */
function goOn(group) {
  const behind = groups()[groups().indexOf(group) + 1];
  if (behind) {
    focusCopy(columnsOf(behind)[0]);
    behind.scrollIntoView({ block: 'nearest' });
  } else {
    findById('next')?.focus();
  }
}

/**
 * The copy an arrow key leads to: to the sides in its group, up and down to the same place in another.
 * @param {HTMLElement} shown
 * @param {string} key
 * @returns {HTMLElement | undefined}
 */
function step(shown, key) {
  const group = groupOf(shown);
  const columns = columnsOf(group);
  const at = columns.indexOf(shown);
  if (key === 'ArrowLeft') return columns[at - 1];
  if (key === 'ArrowRight') return columns[at + 1];
  const other = groups()[groups().indexOf(group) + (key === 'ArrowUp' ? -1 : 1)];
  if (!other) return undefined;
  const others = columnsOf(other);
  return others[Math.min(at, others.length - 1)];
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement | null} shown the copy the keyboard is on
 */
function move(event, shown) {
  if (matches(event.target, '.scroll')) return;
  const [group] = groups();
  const target = shown ? step(shown, event.key) : group && columnsOf(group)[0];
  if (!target) return;
  event.preventDefault();
  focusCopy(target);
}

/**
 * @param {string} key
 * @param {HTMLElement} shown
 */
function act(key, shown) {
  if (/^[kK]$/.test(key)) keep(shown);
  else if (/^[rRxX]$/.test(key)) toggleRejected(shown);
  else if (/^[aA]$/.test(key)) keepAll(groupOf(shown));
  else if (/^[uUzZ]$/.test(key)) takeBack(groupOf(shown));
  else if (/^[0-5]$/.test(key)) rate(shown, Number(key));
  else if (/^[vV]$/.test(key)) shown.classList.toggle('shown');
}

/** @param {HTMLElement} button */
function press(button) {
  const shown = closest(button, '.copy');
  switch (button.dataset.act) {
    case 'keep':
      return shown && keep(shown);
    case 'reject':
      return shown && toggleRejected(shown);
    case 'keep-all':
      return keepAll(groupOf(button));
    default:
      return takeBack(groupOf(button));
  }
}

/** @param {HTMLElement} shown */
function isBlurred(shown) {
  const blurs = document.documentElement.dataset.blur !== 'off';
  return blurs && shown.dataset.nsfw === 'nsfw' && !shown.classList.contains('shown');
}

/**
 * The first click on a blurred picture only shows it; Enter, which is a click without a count, opens it.
 * @param {MouseEvent} event
 */
function showFirst(event) {
  const shown = closest(event.target, '.copy');
  if (!shown || !isBlurred(shown) || !closest(event.target, '.shot') || event.detail === 0) return;
  event.preventDefault();
  shown.classList.add('shown');
}

document.addEventListener('keydown', (event) => {
  if (hasModifier(event) || document.querySelector('dialog[open]')) return;
  if (matches(event.target, 'input, select, textarea')) return;
  const shown = closest(event.target, '.copy');
  if (/^Arrow/.test(event.key)) move(event, shown);
  else if (shown) act(event.key, shown);
});

document.addEventListener('click', (event) => {
  const button = closest(event.target, '[data-act]');
  if (button) press(button);
  else showFirst(event);
});

const sure = byId('sure', HTMLDialogElement);
findById('all-best')?.addEventListener('click', () => sure.showModal());
sure.addEventListener('close', () => {
  if (sure.returnValue === 'yes') keepAllBest();
});

document.addEventListener(
  'error',
  ({ target }) => {
    if (!(target instanceof HTMLImageElement) || !target.matches('.shot img')) return;
    closest(target, '.copy')?.classList.add('bare');
    target.replaceWith(element('span', { text: target.alt }));
  },
  true,
);
document.documentElement.dataset.ready = 'true';
