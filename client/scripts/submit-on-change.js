/** The agency switch acts at once by pointer; by keyboard it waits for Enter, so that the arrow keys can look through the list. */
export function submitOnChange() {
  for (const select of document.querySelectorAll('[data-submit-on-change]')) {
    let byKeyboard = false;
    select.addEventListener('keydown', (event) => {
      byKeyboard = event.key !== 'Enter';
      if (event.key === 'Enter') select.form.requestSubmit();
    });
    select.addEventListener('pointerdown', () => {
      byKeyboard = false;
    });
    select.addEventListener('change', () => {
      if (!byKeyboard) select.form.requestSubmit();
    });
  }
}
