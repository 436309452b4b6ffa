import { attachmentHref } from '../../attachments/index.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import { may } from '../../platform/authorization/ability.js';
import { page } from '../../platform/http/answers.js';
import type { Principal } from '../../platform/http/principal.js';
import { screen, type Route } from '../../platform/http/routes.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { CheckRow, EvidenceCheck, FaultRow } from '../application/evidence-check.js';
import { reviewPaths } from './vendor-paths.js';
import { instantOf } from './vendor-presenter.js';

/** What reading the checks of stored files is called in the permission tables; naming the files themselves is `name-files`. */
export const EVIDENCE_CHECK_SUBJECT = 'EvidenceCheck';

/** How all stored files stand: the goings-through of all evidence, and the files of the reader's reach that are not what they were. */
export function checkRoutes(check: EvidenceCheck): Route[] {
  return [
    screen(reviewPaths.checks, { action: 'read', subject: EVIDENCE_CHECK_SUBJECT }, async ({ principal }) => {
      const { checks, faults } = await check.standing();
      const shown = faults.filter((fault) => mayReadFault(principal, fault));
      return page('handovers/evidence-checks', 'Kiểm tra tệp lưu trữ', { checks: checks.map(checkModel), faults: shown.map((fault) => faultModel(fault, principal)) }, { section: 'evidence-check' });
    }),
  ];
}

/** A fault concerns those in whose reach something rests on the file, and whoever reads about all files. */
function mayReadFault({ ability }: Principal, { files }: FaultRow): boolean {
  return [{ agencyId: null }, ...files].some(({ agencyId }) => may(ability, 'read', EVIDENCE_CHECK_SUBJECT, { agencyId }));
}

function checkModel({ via, startedAt, finishedAt, files, faults }: CheckRow) {
  return {
    started: formatInstant(startedAt),
    ended: finishedAt === null ? 'Chưa xong' : formatInstant(finishedAt),
    via: via === 'job' ? 'Tự động' : 'Lệnh của quản trị',
    files: String(files),
    state: checkState(finishedAt !== null, faults),
  };
}

function checkState(finished: boolean, faults: number): StateModel {
  if (!finished) return { tone: 'active', icon: 'clock', word: 'Đang kiểm tra' };
  return faults === 0 ? { tone: 'settled', icon: 'check', word: 'Mọi tệp nguyên vẹn' } : { tone: 'stop', icon: 'stop', word: `${String(faults)} tệp không nguyên vẹn` };
}

const finders: Readonly<Record<FaultRow['foundBy'], string>> = { opening: 'khi mở tệp', job: 'kiểm tra tự động', command: 'lệnh của quản trị' };

function faultModel({ sha256, finding, foundAt, foundBy, attachments, files }: FaultRow, { ability }: Principal) {
  return {
    sha256,
    finding: { tone: 'stop', icon: 'stop', word: finding === 'missing' ? 'Không còn tệp' : 'Nội dung đã thay đổi' },
    found: `${formatInstant(foundAt)}, ${finders[foundBy]}`,
    attachments: String(attachments),
    files: files
      .filter(({ agencyId }) => may(ability, 'name-files', EVIDENCE_CHECK_SUBJECT, { agencyId }))
      .map(({ id, name, purpose, agencyName, uploadedAt }) => ({ anchor: `tep-${id}`, href: attachmentHref(id), name, facts: [purpose, agencyName ?? '', `tải lên ${instantOf(uploadedAt)}`].filter((text) => text !== '').join(', ') })),
  };
}
