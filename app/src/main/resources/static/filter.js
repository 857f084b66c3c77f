// The library's address from its filters. Needs no page.

/**
 * The order a kind of sorting has where none is chosen: names ascend, all else descends.
 * @param {string} sort
 */
export function defaultOrder(sort) {
  return sort === 'name' ? 'asc' : 'desc';
}

/**
 * The address of what the fields ask for, with nothing in it that says nothing.
 * @param {Iterable<[string, unknown]>} fields names and values as a form has them
 */
export function addressOf(fields) {
  const entries = [...fields].map(([name, value]) => [name, String(value)]);
  const sort = entries.find(([name]) => name === 'sort')?.[1] ?? '';
  const wanted = entries.filter(([name, value]) => {
    const isDefault = name === 'order' && value === defaultOrder(sort);
    return value.trim() !== '' && !isDefault;
  });
  const text = new URLSearchParams(wanted).toString();
  return text ? `/library?${text}` : '/library';
}
