/** Warns when a page is left with input that was typed and not sent. */
export function warnOfUnsavedInput() {
  const forms = [...document.querySelectorAll('form[data-warn-unsaved]')];
  if (forms.length === 0) return;
  const changed = new Set();
  for (const form of forms) {
    form.addEventListener('input', () => changed.add(form));
    form.addEventListener('submit', () => changed.clear());
  }
  window.addEventListener('beforeunload', (event) => {
    if (changed.size > 0) event.preventDefault();
  });
}
