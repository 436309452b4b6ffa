import { foldText, normalizeText } from '../../kernel/text.js';
import { isSlipApart, trigramsOf } from './near-text.js';
import { basicKey, foldedKey, fullKey, otherProvinceIn, otherProvinceOf, type PartyKind } from './party-names.js';

export type { PartyKind } from './party-names.js';

/** An agency, vendor or system that a name in a list may mean. */
export interface Party {
  readonly id: string;
  readonly name: string;
  /** Codes by which it goes: the agency's code, the vendor's tax code. */
  readonly codes?: readonly string[];
  readonly formerNames?: readonly string[];
  /** Short names that it is known by ("SKHCN", "VNPT Hải Phòng"). */
  readonly shortNames?: readonly string[];
}

/** What an exact match rests on. 'former-name' and 'written-out' (an abbreviation taken apart) deserve a remark. */
export type ExactGround = 'code' | 'name' | 'short-name' | 'former-name' | 'written-out';

/** Why a party is proposed. */
export type ProposalGround = 'without-diacritics' | 'spelling' | 'part-of-name' | 'several' | 'elsewhere';

export interface PartyProposal {
  readonly id: string;
  readonly name: string;
  /** 0 to 1, for sorting and showing. */
  readonly score: number;
  readonly why: ProposalGround;
}

/** `exact` may be taken; `proposed` (the best first, at most five) must be chosen by a person; `unknown` has nobody near. */
export type PartyMatch =
  | { readonly kind: 'exact'; readonly id: string; readonly name: string; readonly by: ExactGround }
  | { readonly kind: 'proposed'; readonly proposals: readonly PartyProposal[] }
  | { readonly kind: 'unknown'; readonly elsewhere?: string };

/** What the row says beside the name. */
export interface PartyContext {
  /** Where it is: when that names another province, nothing counts as exact. */
  readonly place?: string;
}

export interface PartyMatcher {
  match(text: string, context?: PartyContext): PartyMatch;
}

const MOST_PROPOSALS = 5;
const LEAST_SCORE = 0.5;
/** A proposal far behind the best is noise. */
const BEHIND_BEST = 0.75;
/** Below this likeness no slip of typing explains the difference. */
const SLIPS_FROM = 0.2;
/** How many of the likeliest are compared in full. */
const COMPARED = 40;
const LONGEST_NAME = 500;
const inVietnamese = new Intl.Collator('vi');

/** One name of a party, in the forms in which it is compared. */
interface KnownName {
  readonly party: Party;
  readonly folded: string;
  readonly trigrams: ReadonlySet<string>;
}

/**
 * Prepares matching against `parties`: once per import, then a match costs microseconds, so that 20,000 rows against some thousands of names take
 * a second or two. The first of `homeProvinces` adds nothing to an agency's name ("Sở Tài chính Hải Phòng"); names placed in any other province
 * than these are not matched with agencies here.
 *
 * Capitals, punctuation, the place of a tone mark (Hoà, Hòa) and known abbreviations (UBND, Sở KH&CN, P., X., CTCP) do not matter. A
 * difference in diacritics or letters is a near match: Cẩm Giàng and Cẩm Giang are two communes.
 */
export function partyMatcher(kind: PartyKind, parties: readonly Party[], homeProvinces: readonly string[] = ['Hải Phòng', 'Hải Dương']): PartyMatcher {
  const exact = new ExactNames(kind, parties, homeProvinces[0]);
  const near = new NearNames(kind, parties, homeProvinces[0]);
  const seen = new Map<string, PartyMatch>();
  const matchNew = (text: string, place: string | undefined): PartyMatch => {
    const elsewhere = kind === 'agency' ? (otherProvinceOf(text, homeProvinces) ?? otherProvinceIn(place ?? '', homeProvinces)) : undefined;
    const found = exact.find(text);
    const [only] = found;
    if (only !== undefined && found.length === 1 && elsewhere === undefined) return { kind: 'exact', id: only.party.id, name: only.party.name, by: only.by };
    if (found.length > 0) return proposed(found.map(({ party }) => ({ ...identified(party), score: 1, why: elsewhere === undefined ? 'several' : 'elsewhere' })));
    if (elsewhere !== undefined) return { kind: 'unknown', elsewhere };
    return proposed(near.find(text));
  };
  return {
    match(text, context = {}) {
      if (text.trim() === '' || text.length > LONGEST_NAME) return { kind: 'unknown' };
      const key = `${text}\n${context.place ?? ''}`;
      const before = seen.get(key);
      if (before !== undefined) return before;
      const match = matchNew(text, context.place);
      if (seen.size < 50_000) seen.set(key, match);
      return match;
    },
  };
}

function proposed(proposals: readonly PartyProposal[]): PartyMatch {
  return proposals.length === 0 ? { kind: 'unknown' } : { kind: 'proposed', proposals: proposals.slice(0, MOST_PROPOSALS) };
}

function identified(party: Party): { id: string; name: string } {
  return { id: party.id, name: party.name };
}

/** Names that are the same but for what does not matter. */
class ExactNames {
  private readonly byGround = new Map<ExactGround, Map<string, Party[]>>();

  constructor(
    private readonly kind: PartyKind,
    parties: readonly Party[],
    private readonly home: string | undefined,
  ) {
    for (const party of parties) {
      for (const code of party.codes ?? []) this.keep('code', codeKey(code), party);
      this.keep('name', basicKey(party.name), party);
      this.keep('written-out', fullKey(party.name, kind, home), party);
      for (const name of party.shortNames ?? []) this.keep('short-name', basicKey(name), party);
      for (const name of party.formerNames ?? []) {
        this.keep('former-name', basicKey(name), party);
        this.keep('former-name', fullKey(name, kind, home), party);
      }
    }
  }

  /** Who goes by this name, on the best ground there is; several when the name is not one party's alone. */
  find(text: string): readonly { readonly party: Party; readonly by: ExactGround }[] {
    const [basic, full] = [basicKey(text), fullKey(text, this.kind, this.home)];
    const tries: readonly (readonly [ExactGround, string])[] = [
      ['code', codeKey(text)],
      ['name', basic],
      ['short-name', basic],
      ['written-out', full],
      ['former-name', basic],
      ['former-name', full],
    ];
    for (const [by, key] of tries) {
      const found = key === '' ? undefined : this.byGround.get(by)?.get(key);
      if (found !== undefined) return found.map((party) => ({ party, by }));
    }
    return [];
  }

  private keep(ground: ExactGround, key: string, party: Party): void {
    if (key === '') return;
    const names = this.byGround.get(ground) ?? new Map<string, Party[]>();
    this.byGround.set(ground, names);
    const others = names.get(key);
    if (others === undefined) names.set(key, [party]);
    else if (!others.includes(party)) others.push(party);
  }
}

/** Codes are compared by letters and digits alone; a label before a tax code does not count. */
function codeKey(text: string): string {
  return foldText(normalizeText(text)).replace(/^(?:mst|ma so thue|ma)\s*[:.]?\s*/u, '').replace(/[^a-z0-9]/gu, '');
}

/** Names that are alike, by weighted trigrams: what many names share ("ủy ban nhân dân phường", "công ty cổ phần") weighs little. */
class NearNames {
  private readonly names: readonly KnownName[];
  private readonly byTrigram = new Map<string, number[]>();
  private readonly weights = new Map<string, number>();
  /** What each name has gathered so far of the text looked for; all zero between searches. */
  private readonly gathered: Float64Array;

  constructor(
    private readonly kind: PartyKind,
    parties: readonly Party[],
    private readonly home: string | undefined,
  ) {
    this.names = parties.flatMap((party) =>
      [party.name, ...(party.formerNames ?? []), ...(party.shortNames ?? [])].map((name) => {
        const folded = foldedKey(fullKey(name, kind, home));
        return { party, folded, trigrams: trigramsOf(folded) };
      }),
    );
    this.names.forEach(({ trigrams }, index) => {
      for (const trigram of trigrams) {
        const places = this.byTrigram.get(trigram);
        if (places === undefined) this.byTrigram.set(trigram, [index]);
        else places.push(index);
      }
    });
    for (const [trigram, places] of this.byTrigram) this.weights.set(trigram, this.weightOf(places.length));
    this.gathered = new Float64Array(this.names.length);
  }

  find(text: string): readonly PartyProposal[] {
    const folded = foldedKey(fullKey(text, this.kind, this.home));
    const trigrams = trigramsOf(folded);
    const best = new Map<string, PartyProposal>();
    for (const index of this.likeliest(trigrams)) {
      const name = this.names[index];
      if (name === undefined) continue;
      const { score, why } = this.compare(folded, trigrams, name);
      if (score >= LEAST_SCORE && score > (best.get(name.party.id)?.score ?? 0)) best.set(name.party.id, { ...identified(name.party), score, why });
    }
    const sorted = [...best.values()].toSorted((a, b) => b.score - a.score || inVietnamese.compare(a.name, b.name));
    return sorted.filter((one) => one.score >= (sorted[0]?.score ?? 0) * BEHIND_BEST);
  }

  private compare(folded: string, trigrams: ReadonlySet<string>, name: KnownName): { score: number; why: ProposalGround } {
    if (folded === name.folded) return { score: 0.98, why: 'without-diacritics' };
    const alike = this.likeness(trigrams, name.trigrams);
    // A slip or two leave most trigrams in place; where they do not, counting edits would be wasted.
    if (alike >= SLIPS_FROM && isSlipApart(folded, name.folded)) return { score: Math.max(0.85, rounded(alike)), why: 'spelling' };
    if (isPartOf(folded, name.folded) || isPartOf(name.folded, folded)) return { score: Math.max(0.7, rounded(alike)), why: 'part-of-name' };
    return { score: rounded(alike), why: 'spelling' };
  }

  private likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
    let shared = 0;
    let all = 0;
    for (const trigram of a) {
      const weight = this.weight(trigram);
      all += weight;
      if (b.has(trigram)) shared += weight;
    }
    for (const trigram of b) if (!a.has(trigram)) all += this.weight(trigram);
    return all === 0 ? 0 : shared / all;
  }

  private weight(trigram: string): number {
    return this.weights.get(trigram) ?? this.weightOf(0);
  }

  private weightOf(times: number): number {
    return Math.log(1 + this.names.length / (1 + times));
  }

  /** The names that share most of the rarer trigrams. */
  private likeliest(trigrams: ReadonlySet<string>): readonly number[] {
    const common = Math.max(200, this.names.length / 10);
    const touched: number[] = [];
    let most = 0;
    for (const trigram of trigrams) {
      const places = this.byTrigram.get(trigram) ?? [];
      if (places.length > common) continue;
      const weight = this.weight(trigram);
      for (const index of places) {
        const before = this.gathered[index] ?? 0;
        if (before === 0) touched.push(index);
        this.gathered[index] = before + weight;
        most = Math.max(most, before + weight);
      }
    }
    const near = touched.flatMap((index) => {
      const weight = this.gathered[index] ?? 0;
      return weight >= most / 2 ? [{ index, weight }] : [];
    });
    for (const index of touched) this.gathered[index] = 0;
    return near.toSorted((a, b) => b.weight - a.weight).slice(0, COMPARED).map(({ index }) => index);
  }
}

/** Whether the shorter text is whole words of the longer, and long enough to mean something. */
function isPartOf(part: string, whole: string): boolean {
  return part.length >= 8 && part.includes(' ') && ` ${whole} `.includes(` ${part} `);
}

function rounded(score: number): number {
  return Math.round(Math.min(score, 0.97) * 100) / 100;
}
