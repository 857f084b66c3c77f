// The directory browser: an accessible tree whose branches are fetched when they are opened.
import { api } from './api.js';
import { all, closest, hasModifier, messageOf } from './dom.js';
import { baseName } from './folders.js';
import { say } from './texts.js';
import {
  childrenOf,
  directoryIn,
  fill,
  isExpanded,
  isFilled,
  itemOf,
  levelOf,
  mayExpand,
  setExpanded,
  showBadge,
} from './tree-item.js';
import { actionOf } from './tree-keys.js';

/** @import { Directory, Listing } from './api.js' */

const SEARCH_MILLIS = 250;
const SHORTEST_SEARCH = 2;

/** Folders, of which any number is chosen. What is chosen need not be shown. */
export class Tree {
  /**
   * @param {HTMLElement} list
   * @param {{ onChoice: (paths: string[]) => void, onStatus: (text: string) => void }} listeners
   */
  constructor(list, { onChoice, onStatus }) {
    this.list = list;
    this.onChoice = onChoice;
    this.onStatus = onStatus;
    /** @type {Set<string>} */
    this.chosen = new Set();
    this.recursive = true;
    this.wanted = '';
    this.asked = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    list.addEventListener('keydown', (event) => this.onKey(event));
    list.addEventListener('click', (event) => this.onClick(event));
  }

  async load() {
    const listing = await api.directories('');
    this.list.replaceChildren();
    if (listing.path === '') this.list.append(...listing.directories.map((entry) => this.item(entry, 1)));
    else this.showRoot(listing);
    const [top] = this.items();
    if (top) top.tabIndex = 0;
    this.onStatus(top ? '' : say('tree.none'));
  }

  /**
   * A single media root is open from the start.
   * @param {Listing} listing
   */
  showRoot(listing) {
    const { path, directories, ingest_stats, recursive_stats } = listing;
    const has_children = directories.length > 0;
    const root = this.item({ name: baseName(path), path, has_children, ingest_stats, recursive_stats }, 1);
    this.list.append(root);
    if (!has_children) return;
    this.fill(root, listing);
    this.expand(root, true);
  }

  /** @param {boolean} recursive */
  setRecursive(recursive) {
    this.recursive = recursive;
    this.list.dataset.recursive = String(recursive);
    this.items().forEach((item) => showBadge(item, recursive));
  }

  /**
   * Shows the folders with a text in their names: at once those that are open, soon those from all levels.
   * @param {string} text
   */
  filter(text) {
    this.wanted = text.trim().toLowerCase();
    this.found().forEach((item) => item.remove());
    const any = this.narrow();
    clearTimeout(this.timer);
    this.asked += 1;
    const { asked } = this;
    if (this.wanted.length < SHORTEST_SEARCH) {
      this.onStatus(any ? '' : say('tree.no-match-shown'));
    } else {
      this.onStatus(say('tree.searching'));
      this.timer = setTimeout(() => this.findDeeper(asked), SEARCH_MILLIS);
    }
  }

  /** A folder is shown if its name has the text, or that of a folder above or below it. */
  narrow() {
    /** @type {(item: HTMLElement, above: boolean) => boolean} */
    const visit = (item, above) => {
      const match = above || directoryIn(item).name.toLowerCase().includes(this.wanted);
      const below = childrenOf(item)
        .map((child) => visit(child, match))
        .some(Boolean);
      item.hidden = !(match || below);
      return match || below;
    };
    const any = all(this.list, ':scope > [role=treeitem]')
      .map((item) => visit(item, this.wanted === ''))
      .some(Boolean);
    this.dropWhatIsShownTwice();
    this.keepOneTabStop();
    return any;
  }

  /**
   * Folders no way was opened to are put behind the tree, with the way.
   * @param {number} asked
   */
  async findDeeper(asked) {
    try {
      const { directories, complete } = await api.findDirectories(this.wanted);
      if (asked !== this.asked) return;
      this.list.append(...directories.map((entry) => this.item(entry, 1, true)));
      this.dropWhatIsShownTwice();
      this.keepOneTabStop();
      if (this.visible().length === 0) this.onStatus(say(complete ? 'tree.no-match' : 'tree.no-match-yet'));
      else this.onStatus(complete ? '' : say('tree.more-matches'));
    } catch (error) {
      if (asked === this.asked) this.onStatus(messageOf(error));
    }
  }

  found() {
    return all(this.list, ':scope > .found');
  }

  dropWhatIsShownTwice() {
    const shown = this.visible().filter((item) => !item.closest('.found'));
    const byPath = new Map(shown.map((item) => [directoryIn(item).path, item]));
    this.found().forEach((item) => {
      const other = byPath.get(directoryIn(item).path);
      if (!other) return;
      if (item.contains(document.activeElement)) this.focus(other);
      item.remove();
    });
  }

  /** @param {string} path */
  remove(path) {
    this.chosen.delete(path);
    this.showChoice(path);
  }

  /**
   * Chooses a folder that may not be shown yet.
   * @param {string} path
   */
  choose(path) {
    this.chosen.add(path);
    this.showChoice(path);
  }

  /** @param {string} path */
  toggle(path) {
    if (!this.chosen.delete(path)) this.chosen.add(path);
    this.showChoice(path);
  }

  clear() {
    this.chosen.clear();
    this.items().forEach((item) => this.mark(item));
    this.onChoice([]);
  }

  /** @param {string} path */
  showChoice(path) {
    this.items()
      .filter((item) => directoryIn(item).path === path)
      .forEach((item) => this.mark(item));
    this.onChoice([...this.chosen]);
  }

  /**
   * @param {Directory} directory
   * @param {number} level
   * @param {boolean} [found]
   */
  item(directory, level, found = false) {
    const item = itemOf(directory, level, found);
    showBadge(item, this.recursive);
    this.mark(item);
    return item;
  }

  /** @param {HTMLElement} item */
  mark(item) {
    item.setAttribute('aria-checked', String(this.chosen.has(directoryIn(item).path)));
  }

  /** @param {HTMLElement} item */
  async open(item) {
    if (!mayExpand(item) || isExpanded(item)) return;
    if (!isFilled(item)) {
      item.setAttribute('aria-busy', 'true');
      try {
        this.fill(item, await api.directories(directoryIn(item).path));
      } catch (error) {
        this.onStatus(messageOf(error));
        return;
      } finally {
        item.removeAttribute('aria-busy');
      }
    }
    this.expand(item, true);
    if (this.wanted) this.narrow(); // it may have been typed while the folder was fetched
  }

  /**
   * @param {HTMLElement} item
   * @param {Listing} listing
   */
  fill(item, { directories }) {
    const level = levelOf(item) + 1;
    fill(
      item,
      directories.map((entry) => this.item(entry, level)),
    );
  }

  /**
   * @param {HTMLElement} item
   * @param {boolean} expanded
   */
  expand(item, expanded) {
    setExpanded(item, expanded);
    if (!expanded && item.contains(document.activeElement)) this.focus(item);
    this.keepOneTabStop();
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const item = closest(event.target, '[role=treeitem]');
    if (!item) return;
    this.focus(item);
    if (!closest(event.target, '.twist')) this.toggle(directoryIn(item).path);
    else if (isExpanded(item)) this.expand(item, false);
    else this.open(item);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const item = closest(event.target, '[role=treeitem]');
    if (!item || hasModifier(event)) return;
    const act = actionOf(this, item, event.key);
    if (act) {
      event.preventDefault();
      act();
    }
  }

  /** @param {HTMLElement | null | undefined} item */
  focus(item) {
    if (!item) return;
    this.items().forEach((other) => {
      other.tabIndex = -1;
    });
    item.tabIndex = 0;
    item.focus();
  }

  keepOneTabStop() {
    const visible = this.visible();
    if (visible.length && !visible.some((item) => item.tabIndex === 0)) visible[0].tabIndex = 0;
  }

  items() {
    return all(this.list, '[role=treeitem]');
  }

  visible() {
    return this.items().filter((item) => !item.closest('[hidden]'));
  }
}
