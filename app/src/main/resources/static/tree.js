// The directory browser: an accessible tree whose branches are fetched when they are opened.
import { api } from './api.js';
import { element, number, setText } from './format.js';
import { say, sayCount } from './texts.js';

const SEARCH_MILLIS = 250;
const SHORTEST_SEARCH = 2;

export class Tree {
  constructor(list, { onChoice, onStatus }) {
    this.list = list;
    this.onChoice = onChoice;
    this.onStatus = onStatus;
    this.chosen = new Map();
    this.recursive = true;
    this.wanted = '';
    this.asked = 0;
    list.addEventListener('keydown', (event) => this.onKey(event));
    list.addEventListener('click', (event) => this.onClick(event));
  }

  async load() {
    const listing = await api.directories('');
    this.list.replaceChildren();
    if (listing.path === '') {
      listing.directories.forEach((entry) => this.list.append(this.node(entry, 1)));
    } else {
      const top = this.node({ name: baseName(listing.path), path: listing.path, has_children: listing.directories.length > 0,
        ingest_stats: listing.ingest_stats, recursive_stats: listing.recursive_stats }, 1);
      this.list.append(top);
      this.fill(top, listing);
      this.setExpanded(top, listing.directories.length > 0);
    }
    const first = this.items()[0];
    if (first) first.tabIndex = 0;
    this.onStatus(first ? '' : say('tree.none'));
  }

  setRecursive(recursive) {
    this.recursive = recursive;
    this.list.dataset.recursive = recursive;
    this.items().forEach((item) => this.badge(item));
  }

  /** Shows the folders with a text in their names: at once those that are open, soon those from all levels. */
  filter(text) {
    this.wanted = text.trim().toLowerCase();
    this.found().forEach((item) => item.remove());
    const any = this.narrow();
    clearTimeout(this.timer);
    const asked = ++this.asked;
    if (this.wanted.length < SHORTEST_SEARCH) {
      this.onStatus(any ? '' : say('tree.no-match-shown'));
    } else {
      this.onStatus(say('tree.searching'));
      this.timer = setTimeout(() => this.findDeeper(asked), SEARCH_MILLIS);
    }
  }

  /* A folder is shown if its name has the text, or that of a folder above or below it. */
  narrow() {
    const visit = (item, above) => {
      const match = above || item.entry.name.toLowerCase().includes(this.wanted);
      const below = [...item.querySelectorAll(':scope > ul > [role=treeitem]')].map((child) => visit(child, match)).some(Boolean);
      item.hidden = !(match || below);
      return match || below;
    };
    const any = [...this.list.children].map((item) => visit(item, this.wanted === '')).some(Boolean);
    this.dropWhatIsShownTwice();
    this.keepOneTabStop();
    return any;
  }

  /** Folders nobody has opened a way to are put behind the tree, with the way. */
  async findDeeper(asked) {
    try {
      const { directories, complete } = await api.findDirectories(this.wanted);
      if (asked !== this.asked) return;
      this.list.append(...directories.map((entry) => this.node(entry, 1, true)));
      this.dropWhatIsShownTwice();
      this.keepOneTabStop();
      if (this.visible().length === 0) this.onStatus(say(complete ? 'tree.no-match' : 'tree.no-match-yet'));
      else this.onStatus(complete ? '' : say('tree.more-matches'));
    } catch (error) {
      if (asked === this.asked) this.onStatus(error.message);
    }
  }

  found() {
    return [...this.list.querySelectorAll(':scope > .found')];
  }

  dropWhatIsShownTwice() {
    const shown = new Set(this.visible().filter((item) => !item.closest('.found')).map((item) => item.entry.path));
    this.found().filter((item) => shown.has(item.entry.path)).forEach((item) => {
      if (item.contains(document.activeElement)) this.focus(this.items().find((other) => other !== item && other.entry.path === item.entry.path));
      item.remove();
    });
  }

  remove(path) {
    this.chosen.delete(path);
    this.items().filter((item) => item.entry.path === path).forEach((item) => this.mark(item));
    this.onChoice([...this.chosen.keys()]);
  }

  /** Chooses a folder that may not be shown yet. */
  choose(path) {
    this.chosen.set(path, { path, name: baseName(path) });
    this.items().filter((item) => item.entry.path === path).forEach((item) => this.mark(item));
    this.onChoice([...this.chosen.keys()]);
  }

  clear() {
    this.chosen.clear();
    this.items().forEach((item) => this.mark(item));
    this.onChoice([]);
  }

  /* one folder */

  node(entry, level, found = false) {
    const name = element('span', { className: 'name', text: entry.name });
    if (found) name.append(element('small', { className: 'where', text: directoryOf(entry.path), title: entry.path }));
    const row = element('div', { className: 'row' }, element('span', { className: 'twist', 'aria-hidden': 'true' }),
      element('span', { className: 'box', 'aria-hidden': 'true' }), name, element('span', { className: 'badge' }));
    const item = element('li', { role: 'treeitem', 'aria-level': level, 'aria-checked': 'false' }, row);
    item.entry = entry;
    item.tabIndex = -1;
    item.classList.toggle('found', found);
    if (entry.has_children) {
      item.setAttribute('aria-expanded', 'false');
      item.append(element('ul', { role: 'group', hidden: '' }));
    }
    this.badge(item);
    this.mark(item);
    return item;
  }

  badge(item) {
    const { entry } = item;
    const stats = (this.recursive && entry.recursive_stats) || entry.ingest_stats;
    const more = stats.complete === false ? '+' : '';
    const badge = item.querySelector(':scope > .row > .badge');
    badge.dataset.state = stateOf(stats);
    badge.title = says(stats);
    setText(badge, { full: '✓ ', some: '◐ ' }[badge.dataset.state] === undefined
      ? (stats.total_files ? `${number(stats.total_files)}${more}` : '')
      : `${{ full: '✓ ', some: '◐ ' }[badge.dataset.state]}(${number(stats.ingested_files)}/${number(stats.total_files)}${more})`);
    const where = item.classList.contains('found') ? `, ${say('tree.in', directoryOf(entry.path))}` : '';
    item.setAttribute('aria-label', `${entry.name}${where}, ${says(stats)}`);
  }

  mark(item) {
    item.setAttribute('aria-checked', this.chosen.has(item.entry.path));
  }

  toggle(item) {
    const { path } = item.entry;
    if (!this.chosen.delete(path)) this.chosen.set(path, item.entry);
    this.items().filter((other) => other.entry.path === path).forEach((other) => this.mark(other));
    this.onChoice([...this.chosen.keys()]);
  }

  async open(item) {
    if (!item.hasAttribute('aria-expanded') || item.getAttribute('aria-expanded') === 'true') return;
    if (!item.loaded) {
      item.setAttribute('aria-busy', 'true');
      try {
        this.fill(item, await api.directories(item.entry.path));
      } catch (error) {
        this.onStatus(error.message);
        return;
      } finally {
        item.removeAttribute('aria-busy');
      }
    }
    this.setExpanded(item, true);
    if (this.wanted) this.narrow(); // it may have been typed while the folder was fetched
  }

  fill(item, listing) {
    const group = item.querySelector(':scope > ul');
    if (!group) return;
    const level = Number(item.getAttribute('aria-level')) + 1;
    group.replaceChildren(...listing.directories.map((entry) => this.node(entry, level)));
    item.loaded = true;
  }

  setExpanded(item, expanded) {
    if (!item.hasAttribute('aria-expanded')) return;
    item.setAttribute('aria-expanded', expanded);
    item.querySelector(':scope > ul').hidden = !expanded;
    if (!expanded && item.contains(document.activeElement)) this.focus(item);
    this.keepOneTabStop();
  }

  /* keyboard and mouse */

  onClick(event) {
    const item = event.target.closest('[role=treeitem]');
    if (!item) return;
    this.focus(item);
    if (!event.target.closest('.twist')) this.toggle(item);
    else if (item.getAttribute('aria-expanded') === 'true') this.setExpanded(item, false);
    else this.open(item);
  }

  onKey(event) {
    const item = event.target.closest('[role=treeitem]');
    if (!item || event.ctrlKey || event.altKey || event.metaKey) return;
    const visible = this.visible();
    const at = visible.indexOf(item);
    const act = {
      ArrowDown: () => this.focus(visible[at + 1]),
      ArrowUp: () => this.focus(visible[at - 1]),
      Home: () => this.focus(visible[0]),
      End: () => this.focus(visible.at(-1)),
      ArrowRight: () => (item.getAttribute('aria-expanded') === 'true' ? this.focus(childrenOf(item)[0]) : this.open(item)),
      ArrowLeft: () => (item.getAttribute('aria-expanded') === 'true' ? this.setExpanded(item, false) : this.focus(parentOf(item))),
      ' ': () => this.toggle(item),
      Enter: () => this.toggle(item),
    }[event.key] ?? this.typed(event.key, visible, at);
    if (act) {
      event.preventDefault();
      act();
    }
  }

  /** The next folder whose name starts with the letter. */
  typed(key, visible, at) {
    if (key.length !== 1) return null;
    const wanted = key.toLowerCase();
    const found = [...visible.slice(at + 1), ...visible.slice(0, at)]
      .find((item) => item.entry.name.toLowerCase().startsWith(wanted));
    return found ? () => this.focus(found) : null;
  }

  focus(item) {
    if (!item) return;
    this.items().forEach((other) => { other.tabIndex = -1; });
    item.tabIndex = 0;
    item.focus();
  }

  keepOneTabStop() {
    const visible = this.visible();
    if (visible.length && !visible.some((item) => item.tabIndex === 0)) visible[0].tabIndex = 0;
  }

  items() {
    return [...this.list.querySelectorAll('[role=treeitem]')];
  }

  visible() {
    return this.items().filter((item) => !item.closest('[hidden]'));
  }
}

function childrenOf(item) {
  return item.querySelectorAll(':scope > ul > [role=treeitem]:not([hidden=""])');
}

function parentOf(item) {
  return item.parentElement.closest('[role=treeitem]');
}

function stateOf({ total_files: total, ingested_files: ingested, complete }) {
  if (!ingested) return 'none';
  return ingested >= total && complete !== false ? 'full' : 'some';
}

function says(stats) {
  if (!stats.total_files) return say('tree.no-files');
  const files = sayCount('files', stats.total_files);
  const all = stats.complete === false ? say('tree.at-least', files) : files;
  if (stats.ingested_files === null) return say('tree.unknown', all);
  return stats.ingested_files ? say('tree.ingested', stats.ingested_files, all) : say('tree.not-ingested', all);
}

function directoryOf(path) {
  return path.slice(0, -baseName(path).length).replace(/(.)[\\/]$/, '$1');
}

export function baseName(path) {
  return path.split(/[\\/]/).filter(Boolean).at(-1) ?? path;
}
