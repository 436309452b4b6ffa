/** Moves the focus to the error summary, or else to the message of what was just done, so that it is read first. */
export function focusFirstMessage() {
  document.querySelector('[data-focus-first]')?.focus({ preventScroll: false });
}
