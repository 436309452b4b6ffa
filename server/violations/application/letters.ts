import { formatInstant } from '../../kernel/calendar-day.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { Outbox } from '../../platform/mail/index.js';
import type { SuspensionKind } from '../domain/violation.js';

/** What letters about a containment say. */
export interface ContainedToTell {
  readonly caseId: string;
  readonly caseCode: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly contract: string;
  readonly decidedAt: Date;
  readonly kind: SuspensionKind | undefined;
  readonly systems: readonly string[];
  readonly grants: number;
  readonly accounts: number;
  readonly confirmBy: Date | undefined;
}

const measureWords: Readonly<Record<SuspensionKind, string>> = { pause: 'Tạm dừng hoạt động', stop: 'Đình chỉ hoạt động' };

/** The urgent message to the vendor (điểm a khoản 3 Điều 6); the numbered notice follows on paper and is what counts. */
export function vendorLetter(told: ContainedToTell): { readonly subject: string; readonly text: string } {
  const { agencyName, contract, decidedAt, grants } = told;
  return {
    subject: grants > 0 ? `Thông báo khẩn: thu hồi quyền truy cập theo Hợp đồng ${contract}` : `Thông báo khẩn về dấu hiệu vi phạm trong thực hiện Hợp đồng ${contract}`,
    text: [
      `${agencyName} thông báo: phát hiện dấu hiệu vi phạm quy định bảo đảm an ninh mạng trong thực hiện Hợp đồng ${contract}.`,
      ...(grants > 0 ? [`Từ ${formatInstant(decidedAt)}, các quyền truy cập nêu trong quyết định đã bị thu hồi; không sử dụng các tài khoản liên quan.`] : []),
      `Từ ${formatInstant(decidedAt)}, cơ quan không cấp quyền truy cập mới theo Hợp đồng, trừ quyền khắc phục có giám sát tại chỗ.`,
      ...measureText(told),
      'Văn bản thông báo có số, ngày sẽ được gửi theo quy định. Đề nghị phối hợp kiểm tra và giữ nguyên nhật ký, dữ liệu liên quan.',
      '',
    ].join('\n'),
  };
}

/** What those who carry it out are told at once; their tasks in the product say the same. */
export function officerLetter(told: ContainedToTell): { readonly subject: string; readonly text: string } {
  const { caseCode, contract, decidedAt, grants, accounts, confirmBy } = told;
  return {
    subject: `Việc khẩn: thực hiện ngăn chặn vụ ${caseCode}`,
    text: [
      `Vụ ${caseCode}, Hợp đồng ${contract}: quyết định ngăn chặn lúc ${formatInstant(decidedAt)}${grants > 0 ? `, thu hồi ${String(grants)} quyền truy cập` : ''}.`,
      ...(accounts > 0 ? [`Việc cần làm: khóa ${String(accounts)} tài khoản và xác nhận kèm minh chứng${confirmBy === undefined ? '' : ` trước ${formatInstant(confirmBy)}`}.`] : []),
      ...measureText(told),
      'Đăng nhập, mở mục “Việc cần làm”.',
      '',
    ].join('\n'),
  };
}

function measureText({ kind, systems }: ContainedToTell): string[] {
  return kind === undefined || systems.length === 0 ? [] : [`${measureWords[kind]}: ${systems.join('; ')}.`];
}

/** Puts both letters into the outbox within the act; sending that fails is tried again without repeating the act. @param to.vendor undefined: the vendor is not written to */
export async function tellOfContainment(tx: Transaction, outbox: Outbox, told: ContainedToTell, to: { readonly vendor: string | undefined; readonly officers: readonly { readonly email: string }[] }): Promise<void> {
  const about = { kind: 'violation-case', id: told.caseId };
  if (to.vendor !== undefined) await outbox.post(tx, { to: to.vendor, ...vendorLetter(told), about, agencyId: told.agencyId });
  // Who has nothing to carry out is not written to.
  const somethingToCarryOut = told.accounts > 0 || told.systems.length > 0;
  for (const { email } of somethingToCarryOut ? to.officers : []) await outbox.post(tx, { to: email, ...officerLetter(told), about, agencyId: told.agencyId });
}
