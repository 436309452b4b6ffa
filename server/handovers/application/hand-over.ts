import { randomUUID } from 'node:crypto';
import { attachFiles } from '../../attachments/index.js';
import { recordEvent } from '../../audit-trail/index.js';
import { dayOf, startOfDay } from '../../kernel/calendar-day.js';
import { InvalidInput, NotFound } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import { foldText, normalizeText } from '../../kernel/text.js';
import type { ActContext } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { DELIVERY_KIND, TEST_KIND } from '../domain/closing.js';
import { mayAskAbsence, mayReceive, mayTest, testerFaults } from '../domain/closing-policy.js';
import { insertAbsence, insertAbsenceDecision, insertItem, lockClosingOf } from '../persistence/closings.js';
import { insertConfirmation, insertDelivery, insertGuest, insertTest, isOfVendor } from '../persistence/proofs.js';
import { selectItemOfAbsence, selectItemOfDelivery } from '../persistence/read-item.js';
import { pass, queryOf, requireAboutClosings } from './access.js';
import type { ClosingNeeds } from './closing-needs.js';
import type { ClosingActs } from './closing-use-cases.js';
import type { AddItem, AskAbsence, ConfirmDelivery, DecideAbsence, NameGuest, ReceiveItem, RecordTest } from './commands.js';
import { closingEvent } from './events.js';
import { deliveryOf, itemTitle, judgedDelivery, lockedClosing, lockedItem } from './standing.js';
import { takeUploads } from './uploads.js';

type HandOverActs = Pick<ClosingActs, 'addItem' | 'receive' | 'confirmDelivery' | 'nameGuest' | 'recordTest' | 'askAbsence' | 'decideAbsence'>;

const sameName = (one: string, other: string): boolean => foldText(normalizeText(one)) === foldText(normalizeText(other));

/** What is handed over item by item, confirmed by both sides, and proven usable without the vendor (điểm a khoản 4 Điều 6). */
export function createHandOver({ work, rolesThatMay }: Pick<ClosingNeeds, 'work' | 'rolesThatMay'>): HandOverActs {
  return {
    addItem(context: ActContext, principal: Principal, command: AddItem) {
      return work.run(context, async (tx) => {
        const of = await lockedClosing(tx, principal, 'add-item', command.closingId, rolesThatMay);
        if (of.close !== null) pass(refuse('closing-closed', { clause: 'internal' }));
        if (command.systemId !== undefined && !of.systems.some(({ id }) => id === command.systemId)) throw new InvalidInput({ systemId: 'unknown' });
        const id = randomUUID();
        await insertItem(tx, { ...command, id, by: principal.userId });
        await recordEvent(tx, closingEvent('closing.item-added', { closingId: of.id, ...of, itemId: id }, { name: command.name, step: command.step }));
        return { id };
      });
    },

    receive(context: ActContext, principal: Principal, command: ReceiveItem) {
      return work.run(context, async (tx) => {
        const of = await lockedItem(tx, principal, 'receive', command.itemId, rolesThatMay);
        pass(mayReceive(of));
        if (command.effectiveOn > dayOf(of.now)) throw new InvalidInput({ effectiveOn: 'future' });
        if (command.giverPersonId !== undefined && !of.vendorPeople.some(({ id }) => id === command.giverPersonId)) throw new InvalidInput({ giverPersonId: 'unknown' });
        if (command.giverPersonId === undefined && sameName(command.giverName, principal.displayName)) throw new InvalidInput({ giverName: 'receiver' });
        const id = randomUUID();
        await insertDelivery(tx, { ...command, id, by: principal.userId });
        await insertConfirmation(tx, { deliveryId: id, side: 'agency', name: undefined, by: principal.userId });
        if (command.vendorSigned) await insertConfirmation(tx, { deliveryId: id, side: 'vendor', name: command.giverName, by: principal.userId });
        const sent = [...command.files, ...(await takeUploads(tx, of.id, { kind: 'officer', userId: principal.userId }, command.uploads))];
        // That the vendor has signed is what a paper says, and the paper is there.
        if (command.vendorSigned && sent.length === 0) throw new InvalidInput({ files: 'unsigned' });
        const files = await attachFiles(tx, { subjectKind: DELIVERY_KIND, subjectId: id, agencyId: of.agencyId, purpose: `Bàn giao ${itemTitle(of)}` }, sent);
        await recordEvent(tx, closingEvent('closing.item-received', { ...of, itemId: of.id }, {
          item: itemTitle(of), deliveryId: id, giverPersonId: command.giverPersonId ?? null, version: command.versionText ?? null, place: command.place, effectiveOn: command.effectiveOn, files,
        }, { giver: command.giverName }));
        return { id, closingId: of.closingId };
      });
    },

    confirmDelivery(context: ActContext, principal: Principal, command: ConfirmDelivery) {
      return work.run(context, async (tx) => {
        await lockClosingOf(tx, 'handover_delivery', command.deliveryId);
        const of = await selectItemOfDelivery(queryOf(tx), command.deliveryId);
        requireAboutClosings(principal, command.side === 'agency' ? 'receive' : 'confirm', of?.agencyId, rolesThatMay);
        if (of === undefined) throw new NotFound('hand-over');
        pass(mayReceive(of));
        const delivery = deliveryOf(of, command.deliveryId);
        const confirmed = command.side === 'agency' ? delivery.agencyConfirmation : delivery.vendorConfirmation;
        if (confirmed !== null) pass(refuse('delivery-confirmed-already', { clause: 'internal' }));
        if (command.side === 'vendor' && normalizeText(command.name ?? '') === '') throw new InvalidInput({ name: 'missing' });
        if (command.side === 'agency' && !delivery.giverIdentified && sameName(delivery.giverName, principal.displayName)) pass(refuse('receiver-is-giver', { clause: { article: 6, clause: 4, point: 'a' } }));
        await insertConfirmation(tx, { ...command, name: command.side === 'vendor' ? command.name : undefined, by: principal.userId });
        await recordEvent(tx, closingEvent('closing.delivery-confirmed', { ...of, itemId: of.id }, { item: itemTitle(of), side: command.side }, command.name === undefined ? {} : { name: command.name }));
        return { itemId: of.id };
      });
    },

    nameGuest(context: ActContext, principal: Principal, command: NameGuest) {
      return work.run(context, async (tx) => {
        const of = await lockedClosing(tx, principal, 'name-guest', command.closingId, rolesThatMay);
        if (of.close !== null) pass(refuse('closing-closed', { clause: 'internal' }));
        if (await isOfVendor(tx, command.organisation, of.vendorId)) throw new InvalidInput({ organisation: 'vendor' });
        const id = randomUUID();
        await insertGuest(tx, { ...command, id, by: principal.userId });
        await recordEvent(tx, closingEvent('closing.guest-named', { closingId: of.id, ...of }, { organisation: command.organisation, ground: command.ground }, { guest: command.name }));
        return { id };
      });
    },

    recordTest(context: ActContext, principal: Principal, command: RecordTest) {
      return work.run(context, async (tx) => {
        await lockClosingOf(tx, 'handover_delivery', command.deliveryId);
        const of = await selectItemOfDelivery(queryOf(tx), command.deliveryId);
        requireAboutClosings(principal, 'test', of?.agencyId, rolesThatMay);
        if (of === undefined) throw new NotFound('hand-over');
        const delivery = deliveryOf(of, command.deliveryId);
        pass(mayTest(judgedDelivery(delivery, of), of));
        const guest = of.guests.find(({ id }) => id === command.guestId);
        const faults = {
          ...testerFaults({
            testerId: command.testerId, hasGuest: command.guestId !== undefined, guestKnown: guest !== undefined, testerName: guest?.name ?? principal.displayName, actorId: principal.userId,
            receiverId: delivery.agencyConfirmation?.userId, receiverName: delivery.agencyConfirmation?.by, recordedById: delivery.recordedById ?? undefined,
            giverName: delivery.giverName, giverIdentified: delivery.giverIdentified, sameName,
          }),
          ...(command.ranAt < startOfDay(delivery.effectiveOn) ? { ranAt: 'before-delivery' } : {}),
          ...(command.ranAt > of.now ? { ranAt: 'future' } : {}),
          ...(command.files.length === 0 ? { files: 'none' } : {}),
        };
        if (Object.keys(faults).length > 0) throw new InvalidInput(faults);
        const id = randomUUID();
        await insertTest(tx, { ...command, id, files: command.files.map(({ sha256 }) => sha256), by: principal.userId });
        const files = await attachFiles(tx, { subjectKind: TEST_KIND, subjectId: id, agencyId: of.agencyId, purpose: `Kiểm tra ${itemTitle(of)}` }, command.files);
        await recordEvent(tx, closingEvent('closing.item-tested', { ...of, itemId: of.id }, {
          item: itemTitle(of), deliveryId: command.deliveryId, passed: command.passed, result: command.result, equipment: command.equipment, ranAt: command.ranAt.toISOString(), guestId: command.guestId ?? null, files,
        }));
        return { itemId: of.id };
      });
    },

    askAbsence(context: ActContext, principal: Principal, command: AskAbsence) {
      return work.run(context, async (tx) => {
        const of = await lockedItem(tx, principal, 'ask-absence', command.itemId, rolesThatMay);
        pass(mayAskAbsence(of, command.kind));
        const id = randomUUID();
        await insertAbsence(tx, { ...command, id, by: principal.userId });
        await recordEvent(tx, closingEvent('closing.absence-asked', { ...of, itemId: of.id }, { item: itemTitle(of), kind: command.kind, ground: command.ground }));
        return { id };
      });
    },

    decideAbsence(context: ActContext, principal: Principal, command: DecideAbsence) {
      return work.run(context, async (tx) => {
        await lockClosingOf(tx, 'handover_absence', command.absenceId);
        const of = await selectItemOfAbsence(queryOf(tx), command.absenceId);
        requireAboutClosings(principal, 'decide-absence', of?.agencyId, rolesThatMay);
        const absence = of?.absences.find(({ id }) => id === command.absenceId);
        if (of === undefined || absence === undefined) throw new NotFound('absence of an item');
        pass(mayReceive(of));
        if (absence.decision !== null) pass(refuse('absence-decided-already', { clause: 'internal' }));
        if (absence.askedById === principal.userId) pass(refuse('absence-decided-by-another', { clause: 'internal' }));
        if (command.approved && absence.kind === 'none' && !of.mayBeNone) pass(refuse('absence-against-facts', { clause: { article: 6, clause: 4, point: 'a' } }));
        if (!command.approved && normalizeText(command.note ?? '') === '') throw new InvalidInput({ note: 'missing' });
        await insertAbsenceDecision(tx, { ...command, by: principal.userId });
        await recordEvent(tx, closingEvent('closing.absence-decided', { ...of, itemId: of.id }, { item: itemTitle(of), kind: absence.kind, approved: command.approved, note: command.note ?? null }));
        return { itemId: of.id };
      });
    },
  };
}
