import type { Stage } from '../stage.js';
import type { Contracts } from './contracts.js';
import type { Systems } from './systems.js';

const HOUR_MS = 3_600_000;

export interface Violation {
  readonly incident: string;
  readonly case: string;
}

/**
 * Documents of the cloud store were copied out: an incident that occurred nineteen hours before the first start, so that five hours of its 24-hour report are left, and a
 * case at Mức 3 that waits for the head to contain it.
 */
export async function openViolation(stage: Stage, { contracts, systems }: { contracts: Contracts; systems: Systems }): Promise<Violation> {
  const { incidents, violations } = stage.rooms;
  const it = await stage.as('so-cntt');
  const hoursAgo = (hours: number): Date => new Date(stage.tx.at.getTime() - hours * HOUR_MS);
  const [occurredAt, detectedAt] = [hoursAgo(19), hoursAgo(17)];
  const incident = await incidents.recordIncident(...it, {
    agencyId: undefined,
    contractId: contracts.cloud,
    kind: 'attack',
    form: 'Truy cập trái phép, chiếm quyền điều khiển',
    title: 'Tài liệu dự án bị tải ra ngoài kho tài liệu trên đám mây (minh họa)',
    what: 'Nhật ký cho thấy 1.240 tài liệu dự án được tải xuống từ một địa chỉ ngoài danh sách bằng tài khoản hỗ trợ của bên cung cấp.',
    place: 'Kho tài liệu điện tử trên đám mây của Sở Minh Họa',
    occurredAt,
    detectedAt,
    foundBy: 'Cán bộ chuyên trách CNTT/ANM, khi xem nhật ký hằng ngày',
    vendorDetectedAt: undefined,
    systemIds: [systems.cloudStore],
    level: { level: 'high', ground: 'Ảnh hưởng đến dữ liệu và hoạt động chung của cơ quan' },
    conditions: ['personal-data'],
    conditionNote: 'Trong số tài liệu có danh sách người liên hệ của dự án',
    files: [],
  });
  const opened = await violations.openCase(...it, {
    contractId: contracts.cloud,
    systemIds: [systems.cloudStore],
    source: { kind: 'incident', id: incident.id },
    signs: [{ sign: 'DH-04', graver: false }, { sign: 'DH-01', graver: false }],
    seen: 'Tài khoản hỗ trợ của bên cung cấp đăng nhập ngoài giờ từ địa chỉ lạ và tải xuống hàng loạt tài liệu; bên cung cấp chưa báo (minh họa).',
    occurredAt,
    detectedAt,
    foundBy: 'Trần Thị Thí Dụ, khi xem nhật ký hằng ngày',
    refusesCooperation: false,
    incidentId: incident.id,
    evidence: [],
  });
  return { incident: incident.id, case: opened.id };
}
