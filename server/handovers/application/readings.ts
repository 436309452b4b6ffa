import { readHistory } from '../../audit-trail/index.js';
import { NotFound } from '../../kernel/errors.js';
import type { Principal } from '../../platform/http/principal.js';
import { CLOSING_KIND, DELIVERY_KIND, SETTLEMENT_KIND, TEST_KIND, type ClosingAction } from '../domain/closing.js';
import { mayAskAbsence, mayBeginRun, mayClose, mayDestroy, mayFinishRun, mayReceive, mayStart, mayTest } from '../domain/closing-policy.js';
import { selectAccount } from '../persistence/read-account.js';
import { selectClosing, selectClosingOfContract, selectStartingGround } from '../persistence/read-closing.js';
import { selectItem, selectItemOfDelivery } from '../persistence/read-item.js';
import { selectNotices } from '../persistence/notices.js';
import { selectAgencyOf, type HeldBy } from '../persistence/read-agency.js';
import { selectClosingRegister, streamClosings } from '../persistence/read-register.js';
import { selectSurvey } from '../persistence/read-survey.js';
import type { RunQuery } from '../persistence/stored.js';
import { mayAboutClosings, requireAboutClosings } from './access.js';
import type { ClosingNeeds } from './closing-needs.js';
import type { ClosingReadings } from './closing-use-cases.js';
import { proposedDue } from './proposed-due.js';
import { deliveryOf, judgedDelivery, judgedOf } from './standing.js';

/** Whether a person's reading reaches more than one agency: then registers say which. */
function reachesSeveral(principal: Principal): boolean {
  return new Set(principal.held.flatMap(({ agencyId, agencyIds }) => agencyIds ?? [agencyId, 'every agency'])).size > 1;
}

/** What the pages of this room read. */
export function createReadings(needs: ClosingNeeds): ClosingReadings {
  const { reader, clock, library, rolesThatMay } = needs;
  const run: RunQuery = (sql, parameters) => reader.rows(sql, parameters);

  /** What was found, for whoever may do `action` about it. @throws NotFound, Forbidden */
  function forWhomMay<Found extends { readonly agencyId: string }>(principal: Principal, action: ClosingAction, found: Found | undefined, what: string): Found {
    requireAboutClosings(principal, action, found?.agencyId, rolesThatMay);
    if (found === undefined) throw new NotFound(what);
    return found;
  }
  const readerOf = (kind: HeldBy) => async (principal: Principal, id: string): Promise<boolean> => {
    const agencyId = await selectAgencyOf(run, kind, id);
    return agencyId !== undefined && mayAboutClosings(principal, 'read', agencyId);
  };

  return {
    library,
    rolesThatMay,
    now: () => clock.now(),
    may: mayAboutClosings,
    reachesSeveral,
    startingGround: async (principal, contractId) => forWhomMay(principal, 'start', await selectStartingGround(run, contractId), 'contract'),
    proposedDue: (ground) => proposedDue(ground, library()),
    mayStart,
    notices: () => selectNotices(run),
    noticesHistory: (id) => readHistory(reader, { kind: 'setting', id }),
    closing: async (principal, id, action = 'read') => forWhomMay(principal, action, await selectClosing(run, id), 'closing'),
    async ofContract(principal, contractId) {
      const found = await selectClosingOfContract(run, contractId);
      return found === undefined ? undefined : forWhomMay(principal, 'read', found, 'closing');
    },
    item: async (principal, itemId, action = 'read') => forWhomMay(principal, action, await selectItem(run, itemId), 'handover item'),
    async delivery(principal, deliveryId, action = 'read') {
      const item = forWhomMay(principal, action, await selectItemOfDelivery(run, deliveryId), 'hand-over');
      return { item, delivery: deliveryOf(item, deliveryId) };
    },
    account: async (principal, accountId, action = 'read') => forWhomMay(principal, action, await selectAccount(run, accountId), 'account of a closing'),
    survey: async (principal, surveyId) => forWhomMay(principal, 'read', await selectSurvey(run, surveyId), 'look at accounts'),
    mayBeginRun: (of) => mayBeginRun(judgedOf(of)),
    mayFinishRun: (of, outcome) => mayFinishRun(judgedOf(of), outcome),
    mayDestroy: (of) => mayDestroy(judgedOf(of)),
    mayClose: (of) => mayClose(judgedOf(of)),
    mayReceive,
    mayTest: (delivery, of) => mayTest(judgedDelivery(delivery, of), of),
    mayAskAbsence,
    register: (principal, view) => selectClosingRegister(reader, principal.ability, view, reachesSeveral(principal)),
    registerRows: (principal, view) => streamClosings(reader, principal.ability, view, reachesSeveral(principal)),
    history: (closingId) => readHistory(reader, { kind: CLOSING_KIND, id: closingId }),
    mayReadClosing: readerOf('closing'),
    attachmentReaders: {
      [CLOSING_KIND]: readerOf('closing'), [DELIVERY_KIND]: readerOf('handover_delivery'), [TEST_KIND]: readerOf('handover_test'), [SETTLEMENT_KIND]: readerOf('closing_account'),
    },
  };
}
