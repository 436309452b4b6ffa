/** Groups the digits of an amount when its field is left: 1234567 becomes 1.234.567. What is no whole number stays as typed. */
export function groupMoney() {
  for (const field of document.querySelectorAll('[data-money]')) {
    field.addEventListener('change', () => {
      field.value = grouped(field.value);
    });
  }
}

function grouped(typed) {
  const text = typed.trim().replace(/\s*(đ|đồng|vnd)$/iu, '');
  const isGroupedOrPlain = /^(\d+|\d{1,3}([. ,]\d{3})+)$/u.test(text);
  if (!isGroupedOrPlain) return typed;
  const digits = text.replace(/\D/gu, '').replace(/^0+(?=\d)/u, '');
  return digits.replace(/\B(?=(\d{3})+$)/gu, '.');
}
