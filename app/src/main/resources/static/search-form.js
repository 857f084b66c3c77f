// The library's filters: a choice loads the page that it asks for.
import { byId } from './dom.js';
import { addressOf, defaultOrder } from './filter.js';

/** Listens to the form and to fields that belong to it. What is typed waits for Enter; what is chosen does not. */
export function followSearchForm() {
  const form = byId('search', HTMLFormElement);
  const sort = byId('sort', HTMLSelectElement);
  const order = byId('order', HTMLSelectElement);
  const go = () => location.assign(addressOf(new FormData(form)));

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    go();
  });
  sort.addEventListener('change', () => {
    order.value = defaultOrder(sort.value);
  });
  document.addEventListener('change', ({ target }) => {
    const field = target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target : null;
    if (field?.form === form && field.id !== 'q' && field.type !== 'date') go();
  });
}
