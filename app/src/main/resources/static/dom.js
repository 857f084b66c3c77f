// Finding, making and changing elements. Everything that comes from files is set as text, never as markup.

/**
 * The element with this id, where the page may have none.
 * @template {Element} [T=HTMLElement]
 * @param {string} id
 * @param {new () => T} [type]
 * @returns {T | null}
 */
export function findById(id, type = /** @type {any} */ (HTMLElement)) {
  const found = document.getElementById(id);
  return found instanceof type ? found : null;
}

/**
 * The element with this id, which the page always has; throws if it is missing or of another type.
 * @template {Element} [T=HTMLElement]
 * @param {string} id
 * @param {new () => T} [type]
 * @returns {T}
 */
export function byId(id, type = /** @type {any} */ (HTMLElement)) {
  const found = findById(id, type);
  if (!found) throw new TypeError(`The page has no ${type.name} with the id ${id}.`);
  return found;
}

/**
 * The first match below an element, which is always there; throws if it is missing.
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} parent
 * @param {string} selector
 * @param {new () => T} [type]
 * @returns {T}
 */
export function first(parent, selector, type = /** @type {any} */ (HTMLElement)) {
  const found = parent.querySelector(selector);
  if (!(found instanceof type)) throw new TypeError(`There is no ${type.name} that matches ${selector}.`);
  return found;
}

/**
 * All matches below an element, in the order of the page.
 * @param {ParentNode} parent
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export function all(parent, selector) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (parent.querySelectorAll(selector))];
}

/**
 * The nearest element around an event's target that matches, itself included.
 * @param {EventTarget | null} target
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export function closest(target, selector) {
  return target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest(selector)) : null;
}

/**
 * Whether an event's target is an element that matches.
 * @param {EventTarget | null} target
 * @param {string} selector
 */
export function matches(target, selector) {
  return target instanceof Element && target.matches(selector);
}

/**
 * Whether a key belongs to the browser or the system and not to the page.
 * @param {KeyboardEvent} event
 */
export function hasModifier(event) {
  return event.ctrlKey || event.metaKey || event.altKey;
}

/**
 * Makes an element. Attributes that have no value must be left out by the caller.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {{ className?: string, text?: string | null, [attribute: string]: unknown }} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function element(name, { className, text, ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined && text !== null) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/**
 * Changes a text only if it differs, so that nothing is laid out or read aloud for nothing.
 * @param {Element} target
 * @param {unknown} text
 */
export function setText(target, text) {
  const value = String(text);
  if (target.textContent !== value) target.textContent = value;
}

/**
 * The sentence of what was thrown.
 * @param {unknown} error
 */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Runs what the server may refuse. The refusal's sentence is shown in a line of the page, which is emptied before.
 * @param {Element} line
 * @param {() => unknown} work
 * @returns {Promise<boolean>} whether it was done
 */
export async function tried(line, work) {
  setText(line, '');
  try {
    await work();
    return true;
  } catch (error) {
    setText(line, messageOf(error));
    return false;
  }
}
