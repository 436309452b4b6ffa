import { formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { formPage } from '../../platform/http/form-pages.js';
import { screen, type Ask, type Route } from '../../platform/http/routes.js';
import type { VendorContract } from '../application/ports.js';
import type { CommitmentDetailRow, PersonDetailRow } from '../application/read-people.js';
import type { VendorUseCases } from '../application/use-cases.js';
import { inSentences } from '../../platform/http/fault-sentences.js';
import { formAnswer } from './form-answer.js';
import { commitmentEndForm, commitmentForm, type NewCommitmentForm } from './part-forms.js';
import { vendorPaths, vendorSection } from './paths.js';
import { presentCommitment } from './person-presenter.js';
import { dayValue } from './vendor-forms.js';
import { termText } from './words.js';

/** Commitments of a vendor's people towards the reader's agency: recording, the page, ending. */
export function commitmentRoutes(vendors: VendorUseCases): Route[] {
  return [
    ...formPage<NewCommitmentForm, { readonly person: PersonDetailRow; readonly contracts: readonly VendorContract[]; readonly agencyName: string }>({
      path: vendorPaths.addCommitment(':id'),
      may: { action: 'record', subject: 'Commitment' },
      records: ['commitment.recorded'],
      form: commitmentForm,
      files: true,
      load: async (ask) => {
        const person = await vendors.readPerson(ask.principal, idOf(ask));
        const contracts = await vendors.readContractsToCommitTo(ask.principal, person.vendorId);
        return { loaded: { person, contracts, agencyName: ask.principal.agency?.name ?? '' }, values: { scope: usualScope } };
      },
      view: (_ask, state) => {
        const { person, contracts, agencyName } = state.loaded;
        return formAnswer(
          'vendors/commitment-particulars',
          state,
          {
            title: 'Ghi nhận cam kết bảo mật',
            caption: `${person.fullName}, ${person.vendorName}`,
            action: vendorPaths.addCommitment(person.id),
            submit: 'Ghi nhận',
            cancelHref: vendorPaths.person(person.id),
          },
          {
            agencyName,
            terms: [
              { value: 'until', label: 'Có thời hạn' },
              { value: 'unlimited', label: 'Không thời hạn', hint: 'Còn hiệu lực cả sau khi kết thúc hợp đồng' },
            ],
            contracts: contracts.map(({ id, text }) => ({ value: id, label: text })),
          },
        );
      },
      perform: async (ask, command) => {
        const person = await vendors.readPerson(ask.principal, idOf(ask));
        const files = ask.uploads.files.filter(({ field }) => field === 'file');
        const { contractId, signedOn, validUntil, scope } = command;
        const sentences = {
          'signedOn.future': `Ngày ký ${formatDay(signedOn)} chưa đến. Ghi nhận cam kết sau khi đã ký.`,
          'signedOn.after-leaving': `Người này đã thôi làm việc cho bên cung cấp từ ${dayValue(person.leftOn)}; ngày ký phải trước ngày đó.`,
          'validUntil.before-signing': `Ngày hết hiệu lực không được trước ngày ký (${formatDay(signedOn)}).`,
          'file.missing': 'Chọn tệp bản cam kết đã ký.',
          'contractId.unknown': 'Chọn hợp đồng trong danh sách.',
        };
        const id = await inSentences(sentences, () => vendors.recordCommitment(ask.act, ask.principal, { personId: person.id, contractId, signedOn, validUntil, scope, files }));
        return seeOther(vendorPaths.commitment(id), `Đã ghi nhận cam kết bảo mật của ${person.fullName}.`);
      },
    }),
    screen(vendorPaths.commitment(':id'), { action: 'read', subject: 'Commitment' }, async (ask) => {
      const file = await vendors.readCommitmentFile(ask.principal, idOf(ask));
      return page('vendors/commitment', `Cam kết bảo mật của ${file.commitment.personName}`, presentCommitment(file, ask.principal), { section: vendorSection });
    }),
    ...formPage<{ endedOn: CalendarDay; ground: string }, CommitmentDetailRow>({
      path: vendorPaths.endCommitment(':id'),
      may: { action: 'end', subject: 'Commitment' },
      records: ['commitment.ended'],
      form: commitmentEndForm,
      load: async (ask) => {
        const commitment = await vendors.readCommitment(ask.principal, idOf(ask));
        return { loaded: commitment, values: { endedOn: dayValue(commitment.endedOn), ground: commitment.endGround ?? '' } };
      },
      view: (_ask, state) => {
        const commitment = state.loaded;
        const frame = {
          title: 'Kết thúc cam kết bảo mật',
          caption: `${commitment.personName}, ${commitment.vendorName}`,
          action: vendorPaths.endCommitment(commitment.id),
          submit: 'Kết thúc cam kết',
          cancelHref: vendorPaths.commitment(commitment.id),
        };
        const facts = [
          { key: 'Ngày ký', value: formatDay(commitment.signedOn) },
          { key: 'Thời hạn', value: termText(commitment.validUntil) },
          { key: 'Cơ quan nhận cam kết', value: commitment.agencyName },
        ];
        const closed = commitment.endedOn === null ? undefined : { reason: `Cam kết này đã kết thúc từ ${formatDay(commitment.endedOn)}.` };
        return formAnswer('vendors/commitment-end', state, frame, { facts, closed });
      },
      perform: async (ask, { endedOn, ground }) => {
        const commitment = await vendors.readCommitment(ask.principal, idOf(ask));
        const sentences = {
          'endedOn.future': `Ngày kết thúc ${formatDay(endedOn)} chưa đến. Ghi nhận khi cam kết đã kết thúc.`,
          'endedOn.before-signing': `Ngày kết thúc không được trước ngày ký (${formatDay(commitment.signedOn)}).`,
        };
        await inSentences(sentences, () => vendors.endCommitment(ask.act, ask.principal, { id: commitment.id, endedOn, ground }));
        return seeOther(vendorPaths.commitment(commitment.id), 'Đã ghi nhận cam kết kết thúc.');
      },
    }),
  ];
}

/** What a commitment has to keep (điểm a khoản 2 Điều 6), as a beginning that the officer may change to what was signed. */
const usualScope = 'Thông tin, dữ liệu, mã nguồn, tài liệu thiết kế hệ thống thông tin được tiếp cận khi thực hiện hợp đồng.';

function idOf(ask: Ask): string {
  return ask.params['id'] ?? '';
}
