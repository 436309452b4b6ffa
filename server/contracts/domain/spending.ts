/** The share of `part` in `whole`, in percent, cut to one decimal (never rounded up past a mark); undefined when there is nothing to share. Amounts in đồng. */
export function shareOf(whole: bigint, part: bigint): number | undefined {
  return whole === 0n ? undefined : Number((part * 1000n) / whole) / 10;
}
