import { citeClause } from '../../kernel/citation.js';
import type { Gate } from '../domain/entries/hire.js';

/** Short names of laws in the library's column "basis", as a sentence cites them. */
const lawNames: Readonly<Record<string, string>> = {
  'NĐ 30': 'Nghị định 30/2020/NĐ-CP',
  'NĐ 224': 'Nghị định 224/2026/NĐ-CP',
  'NĐ 331': 'Nghị định 331/2026/NĐ-CP',
  'Luật 91': 'Luật Bảo vệ dữ liệu cá nhân',
  'Luật 116': 'Luật An ninh mạng',
};

/**
 * The ground of a gate as its row shows it: places of the regulation and of other laws for what a text says, "quy định nội bộ" for the agency's own rules,
 * which are never shown as law.
 */
export function gateGround(gate: Gate, regulation: { readonly issued: boolean }): string {
  if (gate.basisKind === 'internal') return 'quy định nội bộ';
  const cited = gate.clauses.length === 0 ? [] : [clausesText(gate, regulation)];
  const others = [...gate.basis.matchAll(/(NĐ \d+|Luật \d+) Đ(\d+)(?:\.(\d+))?([a-zđ])?(?:–\d+\.(\d+))?/gu)].map(otherLaw);
  const parts = [...cited, ...others, ...(gate.basisKind === 'law-and-internal' ? ['quy định nội bộ'] : [])];
  return parts.length === 0 ? 'quy định nội bộ' : parts.join('; ');
}

function clausesText({ clauses }: Gate, regulation: { readonly issued: boolean }): string {
  const [first] = clauses;
  if (first === undefined || clauses.length === 1) return clauses.map((clause) => citeClause(clause, regulation)).join('; ');
  const numbers = clauses.flatMap(({ clause }) => (clause === undefined ? [] : [String(clause)]));
  return `khoản ${numbers.join(', ')} ${citeClause({ article: first.article }, regulation)}`;
}

function otherLaw([, law = '', article = '', clause, point, lastClause]: RegExpMatchArray): string {
  const clauses = clause === undefined ? '' : `khoản ${lastClause === undefined ? clause : `${clause}, ${lastClause}`}`;
  return [point === undefined ? '' : `điểm ${point}`, clauses, `Điều ${article}`, lawNames[law] ?? law].filter((part) => part !== '').join(' ');
}

/** A place in a law by its short name, or in the regulation where none stands before it: "NĐ 331 Đ31.2d", "Đ6.3b". */
const SHORT_PLACE = /(?:(NĐ \d+|Luật \d+) )?Đ(\d+)(?:\.(\d+))?([a-zđ])?(?![\p{L}\d])( dự thảo Quy chế)?/gu;

/**
 * The ground of a rule as its entry writes it, with short citations spelled out as an official text cites: "NĐ 331 Đ31.2d" becomes "điểm d khoản 2 Điều 31 Nghị định
 * 331/2026/NĐ-CP". Everything else stays as it is.
 */
export function spelledGround(source: string): string {
  return source.replaceAll(SHORT_PLACE, (_all, law: string | undefined, article: string, clause: string | undefined, point: string | undefined) =>
    [
      point === undefined ? '' : `điểm ${point}`, clause === undefined ? '' : `khoản ${clause}`, `Điều ${article}`, law === undefined ? 'dự thảo Quy chế' : (lawNames[law] ?? law),
    ].filter((part) => part !== '').join(' '));
}
