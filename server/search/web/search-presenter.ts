import { HITS_PER_PAGE, MOST_FOUND, NEAR_RANK, type Findings, type FoundRow } from '../application/find.js';
import { highlight, type Segment } from '../domain/highlight.js';
import type { TypedQuery } from '../domain/typed-query.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { SearchWords } from './search-words.js';

export interface SearchModel {
  readonly typed: string;
  readonly kind: string;
  /** Nothing was typed yet. */
  readonly asked: boolean;
  readonly count: string;
  readonly tabs: readonly { readonly href: string; readonly text: string; readonly count: string; readonly current: boolean }[];
  readonly hits: readonly HitModel[];
  readonly near: readonly HitModel[];
  /** Leads to the register where more was found than is ranked. */
  readonly more: readonly { readonly href: string; readonly text: string }[];
  /** Said where nothing, or nothing as typed, was found. */
  readonly advice: readonly string[];
  readonly tooShort: boolean;
  readonly pages: { readonly text: string; readonly prevHref?: string; readonly nextHref?: string } | undefined;
}

export interface HitModel {
  readonly href: string;
  readonly kind: string;
  readonly title: readonly Segment[];
  readonly code: readonly Segment[];
  readonly note: readonly Segment[];
  readonly state: StateModel | undefined;
}

interface Wanted {
  readonly kind: string | undefined;
  readonly page: number;
}

/** The page before anything was typed. */
export function presentEmpty(): SearchModel {
  return { typed: '', kind: '', asked: false, count: '', tabs: [], hits: [], near: [], more: [], advice: [], tooShort: false, pages: undefined };
}

export function presentFindings(words: readonly SearchWords[], query: TypedQuery, wanted: Wanted, findings: Findings): SearchModel {
  const total = Object.values(findings.counts).reduce((sum, count) => sum + Math.min(count, MOST_FOUND), 0);
  const capped = Object.values(findings.counts).some((count) => count > MOST_FOUND);
  const hits = findings.rows.filter(({ rank }) => rank < NEAR_RANK).map((row) => hitModel(words, row, findings.marked));
  const near = findings.rows.filter(({ rank }) => rank >= NEAR_RANK).map((row) => hitModel(words, row, findings.marked));
  return {
    typed: query.text,
    kind: wanted.kind ?? '',
    asked: true,
    count: countText(total, capped),
    tabs: total === 0 ? [] : tabsOf(words, query, wanted, findings, { total, capped }),
    hits,
    near,
    more: words.flatMap(({ kind, label, register }) => ((findings.counts[kind] ?? 0) > MOST_FOUND && register !== undefined ? [{ href: register(query.text), text: `Xem mọi kết quả trong danh sách: ${label}` }] : [])),
    advice: findings.rows.length === 0 ? adviceFor(query) : [],
    tooShort: query.words.length === 0,
    pages: pagesOf(query, wanted, findings),
  };
}

function hitModel(words: readonly SearchWords[], row: FoundRow, marked: readonly string[]): HitModel {
  const its = words.find(({ kind }) => kind === row.kind);
  if (its === undefined) throw new Error(`nothing says how ${row.kind} stands in the search`);
  return {
    href: its.href(row),
    kind: its.label,
    title: highlight(row.title, marked),
    code: highlight(row.code ?? '', marked),
    note: highlight(row.note ?? '', marked),
    state: its.state(row),
  };
}

function tabsOf(words: readonly SearchWords[], query: TypedQuery, wanted: Wanted, { counts }: Findings, all: { readonly total: number; readonly capped: boolean }): SearchModel['tabs'] {
  const found = words.filter(({ kind }) => (counts[kind] ?? 0) > 0 || kind === wanted.kind);
  return [
    { href: address(query, { kind: undefined, page: 1 }), text: 'Tất cả', count: numberText(all.total, all.capped), current: wanted.kind === undefined },
    ...found.map(({ kind, label }) => {
      const count = counts[kind] ?? 0;
      return { href: address(query, { kind, page: 1 }), text: label, count: numberText(Math.min(count, MOST_FOUND), count > MOST_FOUND), current: kind === wanted.kind };
    }),
  ];
}

function numberText(count: number, more: boolean): string {
  return more ? `${count}+` : String(count);
}

function countText(total: number, capped: boolean): string {
  if (total === 0) return 'Không có kết quả nào';
  return capped ? `Có hơn ${total} kết quả; gõ thêm từ để thu hẹp` : `Có ${total} kết quả, xếp theo mức độ khớp`;
}

function adviceFor(query: TypedQuery): string[] {
  const always = [
    'Không cần gõ dấu: “hop dong” tìm được “hợp đồng”.',
    'Gõ ít từ hơn, hoặc chỉ gõ số hợp đồng, mã gói thầu, mã số thuế.',
    'Chỉ tìm trong những gì vai trò hiện tại được xem.',
  ];
  return query.words.length === 0 ? ['Với một, hai chữ chỉ tìm những số và mã bắt đầu như vậy; gõ từ ba chữ trở lên để tìm trong tên.', ...always.slice(2)] : always;
}

function pagesOf(query: TypedQuery, wanted: Wanted, { rows, counts }: Findings): SearchModel['pages'] {
  const kinds = wanted.kind === undefined ? Object.values(counts) : [counts[wanted.kind] ?? 0];
  const total = kinds.reduce((sum, count) => sum + count, 0);
  const first = (wanted.page - 1) * HITS_PER_PAGE;
  const more = first + HITS_PER_PAGE < total && rows.length === HITS_PER_PAGE;
  if (wanted.page === 1 && !more) return undefined;
  return {
    text: rows.length === 0 ? '' : `${first + 1}–${first + rows.length}`,
    ...(wanted.page > 1 ? { prevHref: address(query, { ...wanted, page: wanted.page - 1 }) } : {}),
    ...(more ? { nextHref: address(query, { ...wanted, page: wanted.page + 1 }) } : {}),
  };
}

function address(query: TypedQuery, { kind, page }: Wanted): string {
  const parameters = new URLSearchParams({ q: query.text });
  if (kind !== undefined) parameters.set('loai', kind);
  if (page > 1) parameters.set('trang', String(page));
  return `/tim-kiem?${parameters.toString()}`;
}
