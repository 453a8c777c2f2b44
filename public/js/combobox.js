// Suggestions under a search box: an editable combobox with a list, after ARIA 1.2. The box stays a plain field
// of its form; whatever goes wrong here, Enter still searches.
const PAUSE = 150;
const SHORTEST = 2;
let boxes = 0;

/** Makes suggestions stand ready under a search box. */
export function suggestFor(input) {
  const name = `suggestions-${++boxes}`;
  const list = element('ul', { id: name, role: 'listbox', class: 'td-suggest__list' });
  const status = element('div', { role: 'status', class: 'govuk-visually-hidden' });
  list.hidden = true;
  input.after(list, status);
  set(input, {
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': name,
  });

  let options = [];
  let active = -1;
  let timer;
  let asking;

  input.addEventListener('input', () => {
    clearTimeout(timer);
    asking?.abort();
    timer = setTimeout(() => void ask(), PAUSE);
  });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const act = { ArrowDown: down, ArrowUp: up, Enter: enter, Escape: escape }[event.key];
    if (act?.()) event.preventDefault();
  });
  input.addEventListener('blur', close);
  // The box keeps the focus, so that a click on an option is not a way out of the list.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const at = options.findIndex(({ row }) => row.contains(event.target));
    if (at >= 0) go(at);
  });

  async function ask(thenOpen = false) {
    const text = input.value.trim();
    if (text.length < SHORTEST) return close();
    asking = new AbortController();
    try {
      const query = new URLSearchParams({ q: text });
      const answer = await fetch(`${input.dataset.tdSuggest}?${query}`, { signal: asking.signal });
      const found = await answer.json();
      if (document.activeElement !== input) return;
      show(found);
      if (thenOpen) activate(0);
    } catch {
      close(); // a suggestion less; the search itself needs none of this
    }
  }

  function show({ label, status: said, options: found }) {
    list.setAttribute('aria-label', label);
    options = found.map(({ text, detail, href }, at) => {
      const row = element('li', { id: `${name}-${at}`, role: 'option', 'aria-selected': 'false' });
      row.className = 'td-suggest__option';
      row.append(element('span', {}, text), ' ', element('span', { class: 'td-quiet' }, detail));
      return { row, href };
    });
    list.replaceChildren(...options.map(({ row }) => row));
    active = -1;
    input.removeAttribute('aria-activedescendant');
    open(options.length > 0);
    status.textContent = said;
  }

  function open(isOpen) {
    list.hidden = !isOpen;
    input.setAttribute('aria-expanded', String(isOpen));
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    if (list.hidden && !status.textContent) return;
    activate(-1);
    open(false);
    status.textContent = '';
  }

  function activate(at) {
    options[active]?.row.setAttribute('aria-selected', 'false');
    active = at;
    const chosen = options[at]?.row;
    if (chosen) {
      chosen.setAttribute('aria-selected', 'true');
      input.setAttribute('aria-activedescendant', chosen.id);
      chosen.scrollIntoView({ block: 'nearest' });
    } else input.removeAttribute('aria-activedescendant');
  }

  function down() {
    if (list.hidden) {
      void ask(true);
      return true;
    }
    activate(active + 1 < options.length ? active + 1 : -1);
    return true;
  }

  function up() {
    if (list.hidden) return false;
    activate(active === -1 ? options.length - 1 : active - 1);
    return true;
  }

  function enter() {
    if (list.hidden || active < 0) return false;
    go(active);
    return true;
  }

  function escape() {
    if (list.hidden) return false;
    close();
    return true;
  }

  function go(at) {
    location.assign(options[at].href);
  }
}

function element(tag, attributes, text = '') {
  const made = document.createElement(tag);
  set(made, attributes);
  made.textContent = text;
  return made;
}

function set(on, attributes) {
  for (const [name, value] of Object.entries(attributes)) on.setAttribute(name, value);
}
