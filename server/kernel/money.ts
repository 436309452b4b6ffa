/** The largest amount that may be entered: one million billion đồng, far above the city's budget. */
export const LARGEST_AMOUNT = 1_000_000_000_000_000n;

/** Why a text is not an amount. */
export type MoneyFault = 'format' | 'negative' | 'too-large';

/** An amount in whole đồng, or why there is none. */
export type MoneyReading = { readonly ok: true; readonly value: bigint } | { readonly ok: false; readonly reason: MoneyFault };

const CURRENCY = /\s*(đồng|đ|₫|vnđ|vnd)$/iu;
const PLAIN = /^(0|[1-9]\d*)$/u;
const GROUPED = /^[1-9]\d{0,2}(\.\d{3})+$/u;
const GROUP_ENDS = /\B(?=(\d{3})+$)/gu;

/** Shows an amount of đồng as `1.234.567.890 đ`, a difference below zero as `-5.000 đ`; the space does not break a line. */
export function formatMoney(amount: bigint): string {
  const sign = amount < 0n ? '-' : '';
  const digits = String(amount < 0n ? -amount : amount);
  return `${sign}${digits.replace(GROUP_ENDS, '.')}\u00a0đ`;
}

/**
 * Reads an amount of đồng as people type it: `1234567890` or `1.234.567.890`, with `đ`, `₫`, `đồng`, `VNĐ` or `VND` behind it or not.
 * A wrong grouping, a decimal part, a leading zero and a plus sign are refused as `format`, a minus sign as `negative`, more
 * than {@link LARGEST_AMOUNT} as `too-large`: an amount is never guessed.
 */
export function readMoney(text: string): MoneyReading {
  const entered = text.normalize('NFC').trim().replace(CURRENCY, '');
  const digits = entered.replace(/^[-−]\s*/u, '');
  if (!PLAIN.test(digits) && !GROUPED.test(digits)) {
    return { ok: false, reason: 'format' };
  }
  if (digits !== entered) {
    return { ok: false, reason: 'negative' };
  }
  const value = BigInt(digits.replaceAll('.', ''));
  return value > LARGEST_AMOUNT ? { ok: false, reason: 'too-large' } : { ok: true, value };
}

/** Reads an amount of đồng as {@link readMoney} does, for callers that do not need the reason: undefined when there is none. */
export function parseMoney(text: string): bigint | undefined {
  const reading = readMoney(text);
  return reading.ok ? reading.value : undefined;
}
