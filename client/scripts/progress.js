const EVERY_MS = 1_500;

/** Follows work under way: fetches the page again and shows how far it is; when the work has ended, goes to what came of it. */
export function followProgress() {
  const shown = document.querySelector('[data-follow-progress]');
  if (shown === null) return;
  const look = async () => {
    try {
      const answer = await fetch(window.location.href, { headers: { accept: 'text/html' } });
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
      const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-follow-progress]');
      if (next === null) {
        window.location.reload();
        return;
      }
      shown.replaceChildren(...next.childNodes);
    } catch {
      // The network is away for a moment: the next look tells.
    }
    window.setTimeout(look, EVERY_MS);
  };
  window.setTimeout(look, EVERY_MS);
}
