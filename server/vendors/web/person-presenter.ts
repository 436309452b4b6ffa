import { presentTimeline } from '../../audit-trail/index.js';
import { formatDay, formatInstant } from '../../kernel/calendar-day.js';
import { may, maySome } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StateModel } from '../../platform/views/page-model.js';
import { presentAttachment } from '../../attachments/index.js';
import type { CommitmentFile, PersonDetailRow, PersonFile } from '../application/read-people.js';
import { commitmentStanding } from '../domain/commitment-standing.js';
import { isPresent } from '../domain/vendor.js';
import { vendorEventTexts } from './event-texts.js';
import { nextStepOfPerson } from './next-steps.js';
import { vendorPaths } from './paths.js';
import { commitmentState, termText } from './words.js';

/** The page of somebody who works for a vendor, with the commitments the reader may see. */
export function presentPerson(file: PersonFile, principal: Principal): object {
  const { person, today } = file;
  const agencyId = principal.agency?.id;
  const mayRecord = agencyId !== undefined && may(principal.ability, 'record', 'Commitment', { agencyId });
  return {
    crumbs: [
      { href: vendorPaths.register, text: 'Bên cung cấp' },
      { href: vendorPaths.vendor(person.vendorId), text: person.vendorName },
    ],
    name: person.fullName,
    post: person.post,
    states: [workState(person, isPresent(person.leftOn, today))],
    mayAmend: maySome(principal.ability, 'amend', 'Vendor'),
    mayRecord,
    next: nextStepOfPerson(person, today, mayRecord),
    paths: {
      amend: vendorPaths.amendPerson(person.id),
      leaving: vendorPaths.leavingOf(person.id),
      addCommitment: vendorPaths.addCommitment(person.id),
    },
    leavingText: person.leftOn === null ? 'Ghi nhận thôi làm việc' : 'Sửa ngày thôi làm việc',
    facts: [
      { key: 'Bên cung cấp', value: person.vendorName, href: vendorPaths.vendor(person.vendorId) },
      { key: 'Vị trí công việc', value: person.post },
      { key: 'Giấy tờ tùy thân', value: `Bốn ký tự cuối: ${person.identityTail}` },
      { key: 'Năm sinh', value: person.birthYear === null ? null : String(person.birthYear) },
      { key: 'Quốc tịch', value: person.nationality },
      { key: 'Điện thoại', value: person.phone },
      { key: 'Thư điện tử', value: person.email },
      { key: 'Vào làm từ', value: person.joinedOn === null ? null : formatDay(person.joinedOn) },
      ...(person.leftOn === null ? [] : [{ key: 'Thôi làm việc từ', value: formatDay(person.leftOn) }]),
    ],
    commitments: person.commitments.map((row) => ({
      href: vendorPaths.commitment(row.id),
      signed: formatDay(row.signedOn),
      term: termText(row.validUntil),
      agencyName: row.agencyName,
      state: commitmentState(commitmentStanding(row, today)),
    })),
    timeline: presentTimeline(file.history, vendorEventTexts),
  };
}

function workState(person: PersonDetailRow, works: boolean): StateModel {
  if (!works) return { tone: 'neutral', icon: 'dash', word: 'Đã thôi làm việc' };
  if (person.leftOn !== null) return { tone: 'attention', icon: 'clock', word: `Thôi làm việc từ ${formatDay(person.leftOn)}` };
  return { tone: 'settled', icon: 'check', word: 'Đang làm việc' };
}

/** The page of a commitment: whom it binds, for how long, the signed file. */
export function presentCommitment(file: CommitmentFile, principal: Principal): object {
  const { commitment, contract, today } = file;
  const mayEnd = may(principal.ability, 'end', 'Commitment', { agencyId: commitment.agencyId });
  return {
    crumbs: [
      { href: vendorPaths.register, text: 'Bên cung cấp' },
      { href: vendorPaths.vendor(commitment.vendorId), text: commitment.vendorName },
      { href: vendorPaths.person(commitment.personId), text: commitment.personName },
    ],
    personName: commitment.personName,
    states: [commitmentState(commitmentStanding(commitment, today))],
    endHref: mayEnd && commitment.endedOn === null ? vendorPaths.endCommitment(commitment.id) : '',
    facts: [
      { key: 'Người cam kết', value: commitment.personName, href: vendorPaths.person(commitment.personId), note: commitment.personPost },
      { key: 'Bên cung cấp', value: commitment.vendorName, href: vendorPaths.vendor(commitment.vendorId) },
      { key: 'Cơ quan nhận cam kết', value: commitment.agencyName },
      ...(contract === undefined ? [] : [{ key: 'Hợp đồng', value: contract.text, href: contract.href }]),
      { key: 'Ngày ký', value: formatDay(commitment.signedOn) },
      { key: 'Thời hạn', value: termText(commitment.validUntil) },
      { key: 'Phạm vi cam kết', value: commitment.scope },
      { key: 'Ghi nhận', value: `${commitment.recordedByName}, ${formatInstant(commitment.recordedAt)}` },
      ...(commitment.endedOn === null
        ? []
        : [
            { key: 'Kết thúc từ', value: formatDay(commitment.endedOn), note: commitment.endedByName === null ? '' : `Người ghi nhận: ${commitment.endedByName}` },
            { key: 'Lý do kết thúc', value: commitment.endGround },
          ]),
    ],
    attachments: file.attachments.map(presentAttachment),
    timeline: presentTimeline(file.history, vendorEventTexts),
  };
}
