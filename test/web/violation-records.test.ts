import { describe, expect, test } from '@jest/globals';
import { calendarDay } from '../../server/kernel/calendar-day.js';
import type { RecordBlock, RecordModel, RecordText } from '../../server/records/index.js';
import { closingMinutes } from '../../server/violations/web/records/closing-minutes.js';
import { suspensionDecision } from '../../server/violations/web/records/decision.js';
import { suspensionNotice } from '../../server/violations/web/records/notice.js';
import { resumptionDecision } from '../../server/violations/web/records/resumption.js';
import { signsMinutes } from '../../server/violations/web/records/signs-minutes.js';
import { caseGround, containedCase } from '../builders/violation-records.js';

/** All words of a record, in their order. */
function wordsOf(model: RecordModel): string {
  return [model.subject, ...model.blocks.map(blockText), ...(model.annexes ?? []).flatMap(({ title, blocks }) => [title, ...blocks.map(blockText)])].join('\n');
}

function blockText(block: RecordBlock): string {
  switch (block.kind) {
    case 'paragraph': case 'heading': return plain(block.text);
    case 'article': return [block.title, block.text, ...(block.clauses ?? []).flatMap(({ text, points = [] }) => [text, ...points]), ...(block.blocks ?? []).map(blockText)].map(plain).join('\n');
    case 'clauses': return block.items.flatMap(({ text, points = [] }) => [text, ...points]).map(plain).join('\n');
    case 'points': case 'dashes': return block.items.map(plain).join('\n');
    case 'facts': return block.rows.map(({ label, value }) => `${label}: ${plain(value)}`).join('\n');
    case 'party': return `${block.title} ${block.name}`;
    case 'table': return block.rows.map((row) => ('group' in row ? plain(row.group) : row.map((cell) => (typeof cell === 'object' && 'text' in cell ? plain(cell.text) : plain(cell))).join(' | '))).join('\n');
  }
}

function plain(text: RecordText | undefined): string {
  if (text === undefined) return '';
  return typeof text === 'string' ? text : text.map((part) => (typeof part === 'string' ? part : 'bold' in part ? part.bold : part.italic)).join('');
}

describe('the decision about a violation (HS-12)', () => {
  test('names one measure in its title, never both', () => {
    expect(suspensionDecision(containedCase('pause')).subject).toBe('Về việc tạm dừng hoạt động của hệ thống thông tin Một cửa và thu hồi quyền truy cập đã cấp cho Công ty Minh Họa');
    expect(suspensionDecision(containedCase('stop')).subject).toBe('Về việc đình chỉ hoạt động của hệ thống thông tin Một cửa và thu hồi quyền truy cập đã cấp cho Công ty Minh Họa');
    expect(wordsOf(suspensionDecision(containedCase('pause')))).not.toMatch(/đình chỉ/i);
    expect(wordsOf(suspensionDecision(containedCase('stop')))).not.toMatch(/tạm dừng/i);
  });

  test('says scope, hours, condition, continuity and who carries it out', () => {
    const pause = wordsOf(suspensionDecision(containedCase('pause')));
    expect(pause).toContain('Thời hạn: từ 14 giờ 30 phút ngày 20 tháng 11 năm 2026 đến 00 giờ 00 phút ngày 01 tháng 12 năm 2026');
    expect(pause).toContain('Tiếp nhận hồ sơ trực tiếp');
    expect(pause).toContain('Người thực hiện: Trần Văn Kỹ, chuyên viên CNTT');
    expect(pause).toContain('Mức 3 (quy định nội bộ)');
    expect(pause).toContain('02 người, 02 tài khoản');
    const stop = wordsOf(suspensionDecision(containedCase('stop')));
    expect(stop).toContain('Điều kiện để xem xét cho phép hoạt động trở lại: Vá xong lỗ hổng');
    expect(stop).not.toContain('Thời hạn: từ');
  });

  test('lists the people who lost access, and says when there were none', () => {
    expect(suspensionDecision(containedCase('pause')).annexes?.[0]?.title).toBe('Danh sách người và tài khoản bị thu hồi quyền truy cập');
    const none = suspensionDecision({ ...containedCase('pause'), revoked: [], revokedGrants: 0, noAccessEver: true });
    expect(none.annexes).toBeUndefined();
    expect(none.subject).toBe('Về việc tạm dừng hoạt động của hệ thống thông tin Một cửa');
    expect(wordsOf(none)).toContain('Không có quyền truy cập nào đã được cấp cho Công ty Minh Họa');
  });

  test('goes to Công an thành phố where they are told', () => {
    expect(suspensionDecision(containedCase('pause')).recipients).toContain('Công an thành phố Hải Phòng');
    expect(suspensionDecision({ ...containedCase('pause'), policeTold: false }).recipients).not.toContain('Công an thành phố Hải Phòng');
  });
});

describe('the notice to the vendor (HS-13)', () => {
  test('says what is paused or stopped in one word, and what the vendor has to do', () => {
    const notice = suspensionNotice({ ...containedCase('stop'), remedyDays: 10, addition: 'Liên hệ đầu mối kỹ thuật trong ngày' });
    expect(notice.subject).toBe('Về việc đình chỉ hoạt động của hệ thống thông tin Một cửa và thu hồi quyền truy cập');
    expect(wordsOf(notice)).not.toMatch(/tạm dừng/i);
    expect(wordsOf(notice)).toContain('trong 10 ngày làm việc');
    expect(wordsOf(notice)).toContain('Liên hệ đầu mối kỹ thuật trong ngày');
  });

  test('without a suspension tells of the revocation alone', () => {
    const notice = suspensionNotice({ ...containedCase('pause'), kind: null, suspensions: [], remedyDays: null, addition: null });
    expect(notice.subject).toBe('Về việc thu hồi quyền truy cập hệ thống thông tin do có dấu hiệu vi phạm');
    expect(wordsOf(notice)).not.toMatch(/tạm dừng|đình chỉ/i);
  });
});

describe('minutes and the decision to run again', () => {
  test('HS-11 keeps signs, times, level by steps and the hashes of evidence', () => {
    const minutes = signsMinutes({ ...caseGround(), systems: [{ code: 'HT-000001', name: 'Một cửa', level: 3 }], secretary: { name: 'Lê Thị Thư', post: 'Chuyên viên' } });
    const words = wordsOf(minutes);
    expect(words).toContain('Truy cập, cố truy cập để quản trị dữ liệu nhà nước (DH-03)');
    expect(words).toContain('chưa xác định được thời điểm xảy ra; phát hiện lúc 09 giờ 05 phút ngày 20 tháng 11 năm 2026');
    expect(words).toContain('a'.repeat(64));
    expect(words).toContain('Không phối hợp: tăng một mức (từ Mức 2 lên Mức 3)');
    expect(minutes.signatures.map(({ lines }) => lines[0])).toEqual(['Thư ký', 'Người phát hiện', 'Chủ tọa']);
  });

  test('HS-15 says account by account what was done, and what is still open', () => {
    const account = { personName: 'Nguyễn Văn Một', account: 'vh.mot', systemName: 'Một cửa', revokedAt: new Date('2026-11-20T07:30:00Z') };
    const closing = closingMinutes({
      ...caseGround(), decidedAt: new Date('2026-11-20T07:30:00Z'), executor: { name: 'Trần Văn Kỹ', post: 'Chuyên viên CNTT' },
      accounts: [
        { ...account, actionText: 'Khóa tài khoản', doneAt: new Date('2026-11-20T08:00:00Z'), proof: 'Đăng nhập bị từ chối', confirmedBy: { name: 'Trần Văn Kỹ', post: 'Chuyên viên CNTT' } },
        { ...account, account: 'vh.hai', actionText: '', doneAt: null, proof: null, confirmedBy: null },
      ],
    });
    expect(wordsOf(closing)).toContain('vh.mot | Một cửa | Nguyễn Văn Một | Khóa tài khoản; đăng nhập bị từ chối');
    expect(wordsOf(closing)).toContain('còn 01 tài khoản chưa được xác nhận');
  });

  test('HS-24 names report, remedies and that old access never comes back', () => {
    const resumption = resumptionDecision({
      ...caseGround(), kind: 'pause', system: { code: 'HT-000001', name: 'Một cửa', level: 3 }, scope: 'whole', part: null,
      suspendedAt: new Date('2026-11-20T07:30:00Z'), suspendedBy: { number: '12/QĐ-STN', on: calendarDay('2026-11-20') }, resumedAt: new Date('2026-11-27T01:00:00Z'), ground: 'Đã khắc phục',
      report: { number: '30/BC-STN', on: calendarDay('2026-11-26') }, remedies: [{ what: 'Vá lỗ hổng', doneOn: calendarDay('2026-11-25'), verifiedBy: { name: 'Trần Văn Kỹ', post: 'Chuyên viên' } }],
      assessment: { approvedOn: calendarDay('2026-11-26'), outcome: 'Rủi ro trung bình' }, signer: undefined, proposerPost: undefined,
    });
    expect(resumption.subject).toBe('Về việc cho phép hệ thống thông tin Một cửa hoạt động trở lại');
    expect(wordsOf(resumption)).toContain('chấm dứt việc tạm dừng theo Quyết định số 12/QĐ-STN ngày 20 tháng 11 năm 2026');
    expect(wordsOf(resumption)).toContain('Quyền truy cập đã thu hồi không được khôi phục');
    expect(wordsOf(resumption)).not.toMatch(/đình chỉ/i);
  });
});
