import type { RecordBlock, RecordModel } from '../../../records/index.js';
import { annexBelongsTo, type AnnexToPrint } from '../../application/annex-document.js';
import { ANNEX_NAME } from '../../domain/annex.js';

/** Who signs for a party is known on the day it is signed; one blank a line, which no justified line pulls apart. */
const BLANK = '…………………………………';
const representative = { label: 'Đại diện', value: BLANK };
const post = { label: 'Chức vụ', value: BLANK };

/** HS-05: the standard annex as a paper of two parties; the same articles as the .docx, which comes from the same composition. */
export function annexRecord(annex: AnnexToPrint): RecordModel {
  const { ground, parts } = annex;
  const articles = parts.map(({ title, paragraphs }): RecordBlock => ({
    kind: 'article',
    title,
    clauses: paragraphs.map(({ text, points }) => ({ text, ...(points.length === 0 ? {} : { points }) })),
  }));
  return {
    form: 'agreement',
    title: 'Phụ lục hợp đồng',
    subject: `${ANNEX_NAME.replace(/^Phụ lục /, '')} ${annexBelongsTo(annex).replace(/^\(|\)$/g, '').replace('Kèm theo', 'kèm theo')}`,
    bases: [],
    blocks: [
      { kind: 'party', title: 'BÊN A (CƠ QUAN CHỦ TRÌ THUÊ DỊCH VỤ)', name: ground.agencyName, facts: [representative, post] },
      { kind: 'party', title: 'BÊN B (BÊN CUNG CẤP DỊCH VỤ)', name: ground.vendorName ?? BLANK, facts: [{ label: 'Mã số thuế', value: ground.vendorTaxCode ?? BLANK }, representative, post] },
      { kind: 'paragraph', text: 'Hai bên thống nhất các điều khoản bảo đảm an ninh mạng sau đây. Phụ lục này là phần không tách rời của Hợp đồng; nội dung của Hợp đồng trái với Phụ lục thì áp dụng Phụ lục.' },
      ...articles,
    ],
    signatures: [
      { lines: ['Đại diện bên A'], hint: '(Ký, ghi rõ họ tên, chức vụ và đóng dấu)' },
      { lines: ['Đại diện bên B'], hint: '(Ký, ghi rõ họ tên, chức vụ và đóng dấu)' },
    ],
  };
}
