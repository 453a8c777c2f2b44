// Shows how far a file is without loading the whole page again; the link beside it does the same by hand.
const PAUSE = 1500;
const section = document.querySelector('[data-td-progress]');

async function look() {
  let fresh;
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (!answer.ok || answer.redirected) return location.reload();
    fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  } catch {
    return wait(); // the connection is away: another try
  }
  const now = fresh.querySelector('[data-td-progress]');
  if (!now) return location.reload(); // done: the page says what was found
  take(now, '[data-td-progress-text]');
  take(now, '[data-td-progress-spoken]');
  const [bar, next] = [section, now].map((one) => one.querySelector('progress'));
  if (next.hasAttribute('value')) {
    bar.max = next.max;
    bar.value = next.value;
  } else bar.removeAttribute('value');
  return wait();
}

// Only what differs is written, so that a screen reader speaks of it once.
function take(fresh, selector) {
  const [old, now] = [section, fresh].map((one) => one.querySelector(selector));
  if (old.textContent !== now.textContent) old.textContent = now.textContent;
}

function wait() {
  setTimeout(() => void look(), PAUSE);
}

wait();
