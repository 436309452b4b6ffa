const wide = window.matchMedia('(min-width: 64rem)');

/** Where style alone cannot open a fold on a wide screen (no ::details-content), opens it here. */
export function openFoldsOnWideScreens() {
  if (CSS.supports('selector(::details-content)') || !wide.matches) return;
  for (const fold of document.querySelectorAll('[data-fold]')) fold.open = true;
}

/** Closes an open panel of the top bar on Escape and when the reader goes elsewhere. */
export function closeWhenLeft() {
  for (const panel of document.querySelectorAll('[data-close-outside]')) {
    document.addEventListener('click', (event) => {
      if (!panel.contains(event.target)) panel.open = false;
    });
    panel.addEventListener('focusout', (event) => {
      if (event.relatedTarget !== null && !panel.contains(event.relatedTarget)) panel.open = false;
    });
    panel.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !panel.open) return;
      panel.open = false;
      panel.querySelector('summary').focus();
    });
  }
}
