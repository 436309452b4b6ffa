import { calendarDay } from '../../server/kernel/calendar-day.js';
import type { CaseGround, ContainedCase, SuspensionKind } from '../../server/violations/index.js';

/** A case as its records see it; all names are invented. */
export function caseGround(): CaseGround {
  return {
    parties: {
      contractId: '00000000-0000-4000-8000-000000000001', contractNumber: '12/2026/HĐ-CNTT', contractName: 'Thuê dịch vụ một cửa', signedOn: calendarDay('2026-01-05'),
      agencyId: '00000000-0000-4000-8000-000000000002', agencyName: 'Sở Thử Nghiệm', vendorName: 'Công ty Minh Họa', vendorTaxCode: '0200000014', vendorAddress: 'Hải Phòng',
      representative: { name: 'Phạm Thị Đại', post: 'Giám đốc' },
    },
    regulation: { issued: false },
    caseCode: 'VP-000001',
    signs: [{ id: 'DH-03', text: 'Truy cập, cố truy cập để quản trị dữ liệu nhà nước', when: null }],
    level: 'V3',
    levelSteps: [
      { rule: 'DH-01', text: 'Đăng nhập ngoài thời gian được phê duyệt', from: null, to: 'V2' },
      { rule: 'refusal-to-cooperate', text: 'Không phối hợp: tăng một mức', from: 'V2', to: 'V3' },
    ],
    seen: 'Nhật ký ghi nhận truy vấn bảng hồ sơ từ tài khoản hỗ trợ.',
    occurredAt: null,
    detectedAt: new Date('2026-11-20T02:05:00Z'),
    foundBy: 'Hệ thống giám sát an ninh mạng',
    openedAt: new Date('2026-11-20T02:20:00Z'),
    openedBy: { name: 'Vũ Thị Mối', post: 'Chuyên viên' },
    evidence: [{ name: 'nhat-ky.txt', sha256: 'a'.repeat(64) }],
  };
}

/** The same case contained: one system, two people. */
export function containedCase(kind: SuspensionKind): ContainedCase {
  const decidedAt = new Date('2026-11-20T07:30:00Z');
  const holder = { post: 'Kỹ sư', systemName: 'Một cửa', contractNumber: '12/2026/HĐ-CNTT', grantedUntil: new Date('2026-12-20T10:00:00Z') };
  return {
    ...caseGround(),
    kind,
    suspensions: [
      {
        systemCode: 'HT-000001', systemName: 'Một cửa', level: 3, scope: 'whole', part: null, reason: null, startsAt: decidedAt,
        endsAt: kind === 'pause' ? new Date('2026-11-30T17:00:00Z') : null, liftCondition: kind === 'stop' ? 'Vá xong lỗ hổng' : null,
        continuity: 'Tiếp nhận hồ sơ trực tiếp', executor: { name: 'Trần Văn Kỹ', post: 'Chuyên viên CNTT' },
      },
    ],
    revokedGrants: 2,
    revoked: [{ ...holder, personName: 'Nguyễn Văn Một', account: 'vh.mot' }, { ...holder, personName: 'Nguyễn Văn Hai', account: 'vh.hai' }],
    noAccessEver: false,
    breadth: 'contract',
    decidedAt,
    ground: 'Có nguy cơ lộ dữ liệu',
    confirmBy: new Date('2026-11-20T08:30:00Z'),
    policeTold: true,
    signer: undefined,
    proposerPost: 'Trưởng phòng CNTT',
  };
}
