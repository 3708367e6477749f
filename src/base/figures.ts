/** Between groups of thousands: narrow, and no line breaks at it (U+202F). */
const THIN_SPACE = '\u202F';

/** A number with that many decimals, a true minus sign and thin spaces between thousands: `−20 012.5`. */
export function figure(value: number, decimals = 0): string {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : value < 0 ? '−∞' : '–';
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, THIN_SPACE);
  const digits = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  // −0.004 with two decimals is 0.00: a zero has no sign.
  return value < 0 && /[1-9]/.test(digits) ? `−${digits}` : digits;
}
