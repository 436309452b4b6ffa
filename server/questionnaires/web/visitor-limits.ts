import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Wrong links an address may ask for in ten minutes before it is asked to wait. Tokens have 256 bits: this keeps load away, not guesses. */
const WRONG_LINKS = 300;
const TEN_MINUTES_S = 600;
/** Megabytes that may be sent through one link in an hour, refused files included: what is refused has cost a disk as well. */
const MEGABYTES_PER_HOUR = 600;
const HOUR_S = 3_600;

/** What visitors without an account may ask of this process. */
export interface VisitorLimits {
  /** Whether an address has asked for so many wrong links that it must wait. */
  mustWait(address: string): Promise<boolean>;
  countWrongLink(address: string): Promise<void>;
  /** Whether that many bytes may still come through a link in this hour; counts them if so. */
  mayUpload(linkId: string, bytes: number): Promise<boolean>;
}

/** Counters in the memory of this process, which serves everybody. */
export function createVisitorLimits(): VisitorLimits {
  const wrong = new RateLimiterMemory({ keyPrefix: 'wrong-link', points: WRONG_LINKS, duration: TEN_MINUTES_S });
  const uploads = new RateLimiterMemory({ keyPrefix: 'link-upload', points: MEGABYTES_PER_HOUR, duration: HOUR_S });
  return {
    mustWait: async (address) => ((await wrong.get(address))?.consumedPoints ?? 0) >= WRONG_LINKS,
    countWrongLink: async (address) => {
      await counts(wrong.consume(address));
    },
    mayUpload: (linkId, bytes) => counts(uploads.consume(linkId, Math.max(1, Math.ceil(bytes / 2 ** 20)))),
  };
}

/** The limiter answers "no" by rejecting with its state. */
async function counts(consumed: Promise<RateLimiterRes>): Promise<boolean> {
  try {
    await consumed;
    return true;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return false;
    throw refusal;
  }
}
