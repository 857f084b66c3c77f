// Deciding on duplicates. A decision is a score, stored at once; what it was before is remembered for taking it back.
import { api } from './api.js';
import { byId, element, setText } from './format.js';
import { say, sayCount } from './texts.js';

const groups = () => [...document.querySelectorAll('.group')];
const copiesOf = (group) => [...group.querySelectorAll('.copy')];
const isRejected = (copy) => copy.dataset.score === '-1';

function show(copy, score) {
  copy.dataset.score = score;
  copy.querySelector('[data-act=reject]').setAttribute('aria-pressed', score === -1);
}

/** Sets scores, each kind in one request; the page follows when the server has them. */
async function setScores(changes) {
  const byScore = new Map();
  changes.forEach(({ copy, score }) => byScore.set(score, [...(byScore.get(score) ?? []), copy]));
  for (const [score, copies] of byScore) {
    await api.changeMedia(copies.map((copy) => Number(copy.dataset.id)), { score });
    copies.forEach((copy) => {
      copy.dataset.before ??= copy.dataset.score;
      show(copy, score);
    });
  }
}

async function tried(work) {
  setText(byId('duplicates-error'), '');
  try {
    await work();
  } catch (error) {
    setText(byId('duplicates-error'), error.message);
  }
}

function tell(group, text) {
  setText(group.querySelector('.outcome-text'), text);
  setText(byId('announce'), text);
}

/** A group is decided on when only one of its files is still wanted. */
function follow(group) {
  const copies = copiesOf(group);
  const rejected = copies.filter(isRejected).length;
  group.classList.toggle('decided', rejected >= copies.length - 1 && rejected > 0);
  group.querySelector('[data-act=undo]').hidden = !copies.some((copy) => copy.dataset.before !== undefined);
  if (group.classList.contains('decided')) tell(group, say('duplicates.decided', copies.length - rejected, rejected));
  else tell(group, rejected ? sayCount('duplicates.rejected', rejected) : '');
}

const before = (copy) => Number(copy.dataset.before ?? (isRejected(copy) ? 0 : copy.dataset.score));

const keepOnly = (copy) => tried(async () => {
  const group = copy.closest('.group');
  const changes = copiesOf(group).filter((other) => other !== copy && !isRejected(other)).map((other) => ({ copy: other, score: -1 }));
  if (isRejected(copy)) changes.push({ copy, score: before(copy) });
  await setScores(changes);
  follow(group);
  next(group);
});

const toggleRejected = (copy) => tried(async () => {
  await setScores([{ copy, score: isRejected(copy) ? before(copy) : -1 }]);
  follow(copy.closest('.group'));
});

const rate = (copy, score) => tried(async () => {
  await setScores([{ copy, score }]);
  follow(copy.closest('.group'));
  setText(byId('announce'), say('duplicates.rated', score));
});

const undo = (group) => tried(async () => {
  await setScores(copiesOf(group).filter((copy) => copy.dataset.before !== undefined).map((copy) => ({ copy, score: Number(copy.dataset.before) })));
  copiesOf(group).forEach((copy) => delete copy.dataset.before);
  follow(group);
  tell(group, say('duplicates.undone'));
  focusCopy(copiesOf(group)[0]);
});

const keepAll = (group) => tried(async () => {
  await api.keepDuplicates(copiesOf(group).filter((copy) => !isRejected(copy)).map((copy) => Number(copy.dataset.id)));
  group.classList.add('decided');
  tell(group, say('duplicates.kept'));
  next(group);
});

function focusCopy(copy) {
  if (!copy) return;
  copy.querySelector('.shot').focus({ preventScroll: true });
  copy.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** On to the group behind, or to the link to more. */
function next(group) {
  const behind = groups()[groups().indexOf(group) + 1];
  if (behind) {
    focusCopy(copiesOf(behind)[0]);
    behind.scrollIntoView({ block: 'nearest' });
  } else {
    byId('next')?.focus();
  }
}

function step(copy, key) {
  const all = groups();
  const group = copy.closest('.group');
  const copies = copiesOf(group);
  const at = copies.indexOf(copy);
  switch (key) {
    case 'ArrowLeft': return copies[at - 1];
    case 'ArrowRight': return copies[at + 1];
    default: {
      const other = all[all.indexOf(group) + (key === 'ArrowUp' ? -1 : 1)];
      return other && copiesOf(other)[Math.min(at, copiesOf(other).length - 1)];
    }
  }
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
  if (event.target.matches('input, select, textarea')) return;
  const copy = event.target.closest('.copy');
  if (/^Arrow/.test(event.key)) {
    if (event.target.matches('.scroll')) return;
    const target = copy ? step(copy, event.key) : groups()[0] && copiesOf(groups()[0])[0];
    if (target) {
      event.preventDefault();
      focusCopy(target);
    }
    return;
  }
  if (!copy) return;
  if (/^[kK]$/.test(event.key)) keepOnly(copy);
  else if (/^[rRxX]$/.test(event.key)) toggleRejected(copy);
  else if (/^[aA]$/.test(event.key)) keepAll(copy.closest('.group'));
  else if (/^[uUzZ]$/.test(event.key)) undo(copy.closest('.group'));
  else if (/^[0-5]$/.test(event.key)) rate(copy, Number(event.key));
  else if (/^[vV]$/.test(event.key)) copy.classList.toggle('shown');
});

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-act]');
  if (!button) {
    const copy = event.target.closest('.copy');
    if (copy?.dataset.nsfw === 'nsfw' && !copy.classList.contains('shown') && event.target.closest('.shot')
      && document.documentElement.dataset.blur !== 'off' && event.detail > 0) {
      event.preventDefault(); // the first click only shows it
      copy.classList.add('shown');
    }
    return;
  }
  const act = { keep: keepOnly, reject: toggleRejected, 'keep-all': keepAll, undo }[button.dataset.act];
  act(button.closest('.copy') ?? button.closest('.group'));
});

byId('all-best')?.addEventListener('click', () => byId('sure').showModal());
byId('sure').addEventListener('close', () => {
  if (byId('sure').returnValue !== 'yes') return;
  tried(async () => {
    const open = groups().filter((group) => !group.classList.contains('decided'));
    await setScores(open.flatMap((group) => copiesOf(group).slice(1).filter((copy) => !isRejected(copy)).map((copy) => ({ copy, score: -1 }))));
    open.forEach(follow);
    byId('next')?.focus();
  });
});

document.addEventListener('error', (event) => {
  if (!event.target.matches?.('.shot img')) return;
  event.target.closest('.copy').classList.add('bare');
  event.target.replaceWith(element('span', { text: event.target.alt }));
}, true);
document.documentElement.dataset.ready = 'true';
