/** Warns when a page is left with input that was typed and not saved; a form that came back with errors is unsaved from the start. */
export function warnOfUnsavedInput() {
  const forms = [...document.querySelectorAll('form[data-warn-unsaved]')];
  if (forms.length === 0) return;
  const cameBack = document.querySelector('.error-summary') !== null;
  const changed = new Set(cameBack ? forms : []);
  for (const form of forms) {
    form.addEventListener('input', () => changed.add(form));
    form.addEventListener('submit', () => changed.clear());
  }
  window.addEventListener('beforeunload', (event) => {
    if (changed.size > 0) event.preventDefault();
  });
}
