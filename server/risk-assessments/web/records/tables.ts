import type { RecordRow, RecordTable, RecordText } from '../../../records/index.js';
import { formatDay } from '../../../kernel/calendar-day.js';
import type { RiskLevel } from '../../../library/index.js';
import type { RecordMaterial } from '../../application/ports.js';
import { riskAt } from '../../domain/method.js';
import type { GroupResult } from '../../domain/scoring.js';
import { decimal, groupName, lineRow, steps, waivedName } from '../result-presenter.js';
import { riskWord, waiverWords } from '../words.js';

const fills: Readonly<Record<RiskLevel, 'light' | 'medium' | 'dark' | undefined>> = { low: undefined, medium: 'light', high: 'medium', 'very-high': 'dark' };

/** Groups with C, L, I, risk and risk after treatment: the same numbers as the page. */
export function groupTable({ method, result }: RecordMaterial): RecordTable {
  return {
    kind: 'table',
    caption: 'Mức rủi ro của từng nhóm',
    columns: [
      { title: 'Nhóm', width: 28 }, { title: 'Mức kiểm soát C', align: 'center' }, { title: 'Khả năng L', align: 'center' }, { title: 'Tác động I', align: 'center' },
      { title: 'L × I', align: 'center' }, { title: 'Mức rủi ro', align: 'center' }, { title: 'Sau xử lý', align: 'center' },
    ],
    rows: result.groups.map((group): RecordRow => {
      const after = result.residual.groups.find(({ id }) => id === group.id);
      return [
        groupName(method, group.id), decimal(group.control, method.likelihoodBase.decimals), String(group.likelihood), String(group.effectiveImpact), String(group.rank),
        { text: riskWord(group.risk), bold: group.id === result.worstGroup }, after === undefined ? '' : riskWord(after.risk),
      ];
    }),
  };
}

/** The matrix with the groups in their cells, greyed by level and readable without grey. */
export function matrixTable({ method, result }: RecordMaterial): RecordTable {
  const size = method.matrix.length;
  const scale = Array.from({ length: size }, (_, index) => index + 1);
  return {
    kind: 'table',
    caption: 'Ma trận rủi ro (hàng: khả năng xảy ra; cột: mức tác động)',
    columns: [{ title: 'L \\ I', align: 'center', width: 10 }, ...scale.map((impact) => ({ title: String(impact), align: 'center' as const }))],
    rows: scale.toReversed().map((likelihood): RecordRow => [
      { text: String(likelihood), bold: true, align: 'center' },
      ...scale.map((impact) => {
        const level = riskAt(method, likelihood, impact);
        const here = result.groups.filter((group) => group.likelihood === likelihood && group.effectiveImpact === impact).map(({ id }) => id);
        const fill = fills[level];
        const text: RecordText = here.length === 0 ? riskWord(level) : [`${riskWord(level)}: `, { bold: here.join(', ') }];
        return { text, align: 'center' as const, ...(fill === undefined ? {} : { fill }) };
      }),
    ]),
  };
}

/** Treatments with owner and due date. */
export function treatmentTable({ detail }: RecordMaterial): RecordTable {
  return {
    kind: 'table',
    caption: 'Biện pháp xử lý rủi ro',
    numbered: true,
    columns: [{ title: 'Tiêu chí', align: 'center', width: 11 }, { title: 'Biện pháp' }, { title: 'Người phụ trách', width: 20 }, { title: 'Thời hạn', align: 'center', width: 16 }, { title: 'Điểm dự kiến', align: 'center', width: 11 }],
    rows: detail.treatments.map(({ criterionId, measure, owner, dueOn, expectedScore }) => [criterionId, measure, owner, formatDay(dueOn), String(expectedScore)]),
  };
}

/** Waivers and acceptances granted with the approval. */
export function waiverTable({ detail, method }: RecordMaterial): RecordTable {
  return {
    kind: 'table',
    caption: 'Miễn trừ có thời hạn, chấp nhận rủi ro',
    numbered: true,
    columns: [{ title: 'Nội dung', width: 26 }, { title: 'Điểm', align: 'center', width: 9 }, { title: 'Lý do' }, { title: 'Biện pháp thay thế' }, { title: 'Đến ngày', align: 'center', width: 16 }],
    rows: detail.waivers.filter(({ inForce }) => inForce).map(({ kind, targetId, score, ground, compensating, endsOn }) => [`${waiverWords[kind] ?? ''} ${waivedName(method, { kind, targetId })}`, String(score ?? ''), ground, compensating, formatDay(endsOn)]),
  };
}

/** The computation of one group, criterion by criterion. */
export function lineTable({ method }: RecordMaterial, group: GroupResult): RecordTable {
  return {
    kind: 'table',
    caption: groupName(method, group.id),
    dense: true,
    columns: [
      { title: 'Mã', align: 'center', width: 8 }, { title: 'Tiêu chí' }, { title: 'Trọng số', align: 'center', width: 9 }, { title: 'Điểm chấm', align: 'center', width: 10 }, { title: 'Điểm tính', align: 'center', width: 8 },
      { title: 'Trọng số × điểm', align: 'center', width: 10 }, { title: 'Ghi chú', width: 19 },
    ],
    rows: group.lines.map((line) => {
      const row = lineRow(method, line);
      const standing = row.standing === undefined ? '' : `${row.standing.word}. `;
      return [row.id, row.text, String(row.weight), row.given, row.counted, row.product, `${standing}${row.note}`];
    }),
  };
}

/** The steps from scores to risk of one group. */
export function stepTexts({ method, inputs }: RecordMaterial, group: GroupResult): string[] {
  return steps(method, group, inputs.facts.level);
}
