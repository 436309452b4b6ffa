import { formatInstant } from '../../kernel/calendar-day.js';
import { readHeadAddresses } from '../../people/index.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { Outbox } from '../../platform/mail/index.js';
import type { GrantDetail } from '../persistence/read-grant.js';

/** What the head is told at once by mail; the task in the product says the same to those who have no address. */
export interface HeadLetter {
  readonly subject: string;
  readonly text: string;
}

/** What is said of access that was opened at night: enough to judge whether to look at once. */
interface Opened extends Pick<GrantDetail, 'contractNumber' | 'contractName' | 'vendorName' | 'systemName'> {
  readonly by: string;
  readonly until: Date;
  readonly people: readonly string[];
  readonly ground: string;
}

/** A standing grant was opened. */
export function useOpenedLetter(opened: Opened): HeadLetter {
  return {
    subject: `Mở quyền trực xử lý sự cố: ${opened.systemName}`,
    text: `${factsText('đã mở quyền trực xử lý sự cố', opened)}\n\nViệc cần làm: đăng nhập, mở mục “Việc cần làm” và xác nhận đã biết lượt mở quyền này.\n`,
  };
}

/** Access was opened in an emergency, without anybody's approval. @param reviewBy until when it is to be reviewed */
export function emergencyLetter(opened: Opened, reviewBy: Date): HeadLetter {
  return {
    subject: `Mở quyền truy cập khẩn cấp: ${opened.systemName}`,
    text: `${factsText('đã mở quyền truy cập khẩn cấp, không qua phê duyệt trước', opened)}\n\nViệc cần làm: rà soát việc mở khẩn cấp trước ${formatInstant(reviewBy)}. Đăng nhập, mở mục “Việc cần làm”.\n`,
  };
}

function factsText(act: string, { by, systemName, contractNumber, contractName, vendorName, people, until, ground }: Opened): string {
  return [
    `${by} ${act} vào hệ thống ${systemName}.`,
    `Hợp đồng: ${contractNumber ?? contractName}${vendorName === null ? '' : ` (${vendorName})`}.`,
    `Người được truy cập: ${people.join(', ')}.`,
    `Quyền tự đóng lúc ${formatInstant(until)}.`,
    `Lý do: ${ground}`,
  ].join('\n');
}

/** Puts the letter into the outbox for every head of the agency who has an address, save whoever acts. @returns how many are written to */
export async function tellHeads(tx: Transaction, outbox: Outbox, grant: { readonly id: string; readonly agencyId: string }, letter: HeadLetter): Promise<number> {
  const heads = (await readHeadAddresses(tx, grant.agencyId, 'access')).filter(({ id }) => id !== tx.context.actorId);
  for (const { email } of heads) {
    await outbox.post(tx, { to: email, ...letter, about: { kind: 'access-grant', id: grant.id }, agencyId: grant.agencyId });
  }
  return heads.length;
}
