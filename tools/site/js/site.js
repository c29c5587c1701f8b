// The site's own script: theme, contents on phones, search, copy buttons, place on the page.
(() => {
  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  // Theme: follow the system until the reader chooses.
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const themeButton = document.querySelector('[data-theme-button]');
  const paint = mode => {
    root.dataset.mode = mode;
    root.dataset.theme = mode === 'auto' ? (dark.matches ? 'dark' : 'light') : mode;
    themeButton.setAttribute('aria-label', `Theme: ${mode}`);
    themeButton.title = `Theme: ${mode}`;
  };
  themeButton.hidden = false;
  paint(root.dataset.mode || 'auto');
  dark.addEventListener('change', () => paint(root.dataset.mode));
  matchMedia('print').addEventListener('change', e => {
    e.matches ? root.dataset.theme = 'light' : paint(root.dataset.mode);
  });
  themeButton.addEventListener('click', () => {
    const order = dark.matches ? ['auto', 'light', 'dark'] : ['auto', 'dark', 'light'];
    const mode = order[(order.indexOf(root.dataset.mode) + 1) % 3];
    try { mode === 'auto' ? localStorage.removeItem('theme') : localStorage.setItem('theme', mode); } catch {}
    paint(mode);
  });

  // The table of contents slides in on narrow screens.
  const menu = document.querySelector('[data-menu]');
  const open = state => {
    root.classList.toggle('menu-open', state);
    menu.setAttribute('aria-expanded', state);
  };
  if (menu) {
    menu.addEventListener('click', () => open(!root.classList.contains('menu-open')));
    document.addEventListener('keydown', e => {
      if (e.key === 'Escape' && root.classList.contains('menu-open')) { open(false); menu.focus(); }
    });
    document.addEventListener('click', e => {
      if (root.classList.contains('menu-open') && !e.target.closest('#contents, [data-menu]')) open(false);
    });
    const here = document.querySelector('#contents [aria-current]');
    const box = document.getElementById('contents');
    if (here && here.offsetTop > box.clientHeight - 80) box.scrollTop = here.offsetTop - 160;
    if (here) here.addEventListener('click', () => open(false));
  }

  // Search: Sphinx's index and ranking, fetched when first needed, results as you type.
  const base = root.dataset.content_root;
  const script = path => new Promise((done, failed) => {
    const tag = Object.assign(document.createElement('script'), {src: base + path, onload: done, onerror: failed});
    document.head.append(tag);
  });
  let loading;
  const load = () => loading ||= (async () => {
    window._ready = () => {};
    window.SPHINX_HIGHLIGHT_ENABLED = false;
    await script('_static/language_data.js');
    await script('_static/searchtools.js');
    Scorer.score = ([page, , , , score]) => // lessons first, then reference, exercises, solutions
      score - (/^book.[1-7]/.test(page) ? 0 : page.startsWith('book') ? 2 : page.startsWith('exercises') ? 3 : 4);
    await script('searchindex.js');
  })();
  const kinds = {exercises: 'Exercises', solutions: 'Solutions'};
  const find = async form => {
    const query = form.elements.q.value.trim(), list = form.querySelector('ol'), status = form.querySelector('[role=status]');
    if (query.length < 2) { list.replaceChildren(); status.textContent = ''; return; }
    await load();
    if (query !== form.elements.q.value.trim()) return;
    const results = Search._performSearch(...Search._parseQuery(query)).reverse().slice(0, 20);
    list.replaceChildren(...results.map(([page, title, anchor]) => {
      const item = document.createElement('li'), link = document.createElement('a');
      const [lesson, section] = new DOMParser().parseFromString(title, 'text/html').body.textContent.split(' > ');
      link.href = base + page + '.html' + anchor;
      link.append(Object.assign(document.createElement('span'), {textContent: section || lesson}));
      const where = [kinds[page.split('/')[0]], section && lesson].filter(Boolean).join(' · ');
      if (where) link.append(Object.assign(document.createElement('small'), {textContent: where}));
      item.append(link);
      return item;
    }));
    status.textContent = results.length ? `${results.length} ${results.length === 1 ? 'place' : 'places'}` : 'Nothing found. Try a shorter word.';
  };
  all('[data-search]').forEach(form => {
    form.elements.q.addEventListener('input', () => find(form));
    form.addEventListener('submit', e => {
      e.preventDefault();
      form.querySelector('ol a')?.click();
    });
  });
  const dialog = document.getElementById('search');
  const ask = () => { dialog.showModal(); load(); dialog.querySelector('input').select(); };
  document.querySelector('[data-search-button]').addEventListener('click', e => { e.preventDefault(); ask(); });
  document.addEventListener('keydown', e => {
    const typing = e.target.closest('input, textarea, select, [contenteditable]');
    if ((e.key === '/' && !typing) || (e.key === 'k' && (e.ctrlKey || e.metaKey))) { e.preventDefault(); ask(); }
  });
  dialog.addEventListener('click', e => {
    if (e.target === dialog || e.target.closest('ol a')) dialog.close();
  });
  const asked = new URLSearchParams(location.search).get('q');
  const page = document.querySelector('main [data-search]');
  if (page && asked) { page.elements.q.value = asked; find(page); }

  // Copy buttons on code a reader may want to run.
  const say = document.body.appendChild(Object.assign(document.createElement('p'), {className: 'sr-only'}));
  say.setAttribute('role', 'status');
  if (navigator.clipboard) all('.cell_input .highlight, article > section .highlight:not(.cell_output *)').forEach(block => {
    const button = Object.assign(document.createElement('button'), {type: 'button', className: 'copy', textContent: 'Copy'});
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(block.querySelector('pre').textContent);
      button.textContent = say.textContent = 'Copied';
      setTimeout(() => { button.textContent = 'Copy'; say.textContent = ''; }, 1500);
    });
    block.append(button);
  });

  // What scrolls sideways can be reached by keyboard, and only what scrolls.
  const wide = all('article pre, .equation-body, .table-wrap, .output.text_html');
  const reach = () => wide.forEach(e => {
    const scrolls = e.scrollWidth > e.clientWidth;
    scrolls ? e.setAttribute('tabindex', '0') : e.removeAttribute('tabindex');
    if (!e.matches('pre')) e.classList.toggle('scrolls', scrolls);
  });
  addEventListener('resize', reach);
  document.fonts.ready.then(reach);
  reach();

  // The section being read, marked in "On this page".
  const links = new Map(all('.on-page a').map(a => [decodeURIComponent(a.hash.slice(1)), a]));
  const seen = new IntersectionObserver(entries => entries.forEach(e => {
    if (!e.isIntersecting) return;
    links.forEach(a => a.removeAttribute('aria-current'));
    links.get(e.target.id)?.setAttribute('aria-current', 'true');
  }), {rootMargin: '-10% 0px -75% 0px'});
  links.forEach((_, id) => { const section = document.getElementById(id); if (section) seen.observe(section); });
})();
