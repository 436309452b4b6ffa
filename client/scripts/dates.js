/** Adds a calendar button beside a date field. The text field stays what is sent: dd/mm/yyyy. */
export function offerCalendars() {
  if (!('showPicker' in HTMLInputElement.prototype)) return;
  for (const holder of document.querySelectorAll('[data-date-field]')) {
    const field = holder.querySelector('input');
    holder.append(...calendarFor(field));
  }
}

function calendarFor(field) {
  const calendar = document.createElement('input');
  calendar.type = 'date';
  calendar.className = 'date-help__calendar';
  calendar.tabIndex = -1;
  calendar.setAttribute('aria-hidden', 'true');
  calendar.addEventListener('change', () => {
    if (calendar.value === '') return;
    field.value = calendar.value.split('-').reverse().join('/');
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
  });

  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button button--secondary button--dense';
  button.textContent = 'Chọn ngày';
  button.addEventListener('click', () => {
    calendar.value = isoDay(field.value);
    calendar.showPicker();
  });

  const label = document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
  if (label !== null) button.setAttribute('aria-label', `Chọn ngày: ${label.textContent.trim()}`);
  const help = document.createElement('span');
  help.className = 'date-help';
  help.append(button, calendar);
  return [help];
}

function isoDay(typed) {
  const found = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/u.exec(typed.trim());
  if (found === null) return '';
  const [, day, month, year] = found;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
