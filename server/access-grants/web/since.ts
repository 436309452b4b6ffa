const MINUTE_MS = 60_000;

/** How long ago an instant was: "quá 12 phút", "quá 5 giờ 12 phút", "quá 2 ngày 3 giờ". Whole minutes, rounded down. */
export function sinceText(instant: Date, now: Date): string {
  return `quá ${spanText(Math.max(0, now.getTime() - instant.getTime()))}`;
}

/** How long it still is until an instant: "còn 5 giờ 12 phút". */
export function leftText(instant: Date, now: Date): string {
  return `còn ${spanText(Math.max(0, instant.getTime() - now.getTime()))}`;
}

function spanText(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / MINUTE_MS);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  if (days > 0) return hours === 0 ? `${String(days)} ngày` : `${String(days)} ngày ${String(hours)} giờ`;
  if (hours > 0) return rest === 0 ? `${String(hours)} giờ` : `${String(hours)} giờ ${String(rest)} phút`;
  return `${String(rest)} phút`;
}
