/** Adds a button that shows what was typed into a password field, and hides it again before the form is sent. */
export function offerToShowPasswords() {
  for (const holder of document.querySelectorAll('[data-password-field]')) {
    const field = holder.querySelector('input');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button button--secondary button--dense';
    const show = (shown) => {
      field.type = shown ? 'text' : 'password';
      button.textContent = shown ? 'Ẩn' : 'Hiện';
      button.setAttribute('aria-label', shown ? 'Ẩn mật khẩu' : 'Hiện mật khẩu');
    };
    show(false);
    button.addEventListener('click', () => show(field.type === 'password'));
    field.form?.addEventListener('submit', () => show(false));
    holder.append(button);
  }
}
