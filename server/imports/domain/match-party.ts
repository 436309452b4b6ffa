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

/** What kind of names: agencies are abbreviated and placed otherwise than enterprises; systems are neither. */
export type PartyKind = 'agency' | 'vendor' | 'system';

/**
 * Prepares matching against `parties`: once per import, then a match costs microseconds, so that 20,000 rows against some thousands of names take
 * a second or two. `homeProvinces` are the provinces whose names add nothing to an agency's name ("Sở Tài chính Hải Phòng").
 *
 * Capitals, punctuation, the place of a tone mark (Hoà, Hòa) and known abbreviations (UBND, Sở KH&CN, P., X., CTCP) do not matter. A
 * difference in diacritics or letters is a near match: Cẩm Giàng and Cẩm Giang are two communes.
 */
export function partyMatcher(kind: PartyKind, parties: readonly Party[], homeProvinces: readonly string[] = ['Hải Phòng', 'Hải Dương']): PartyMatcher {
  void kind;
  void parties;
  void homeProvinces;
  return { match: () => ({ kind: 'unknown' }) };
}
