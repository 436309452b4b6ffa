import { closureWords } from '../../access-grants/index.js';
import { Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import type { ActContext } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { selectLostAccounts, selectOfficial } from '../persistence/print-grounds.js';
import { prepareCaseRecord, recordGroundOf } from './record-grounds.js';
import { lockedCase } from './standing.js';
import type { ViolationActs } from './violation-use-cases.js';
import type { ViolationNeeds } from './violation-needs.js';

/** The records that are drawn up when somebody asks for them; those of decisions are drawn up by the act that decides. */
export function createDrawUpRecords(needs: ViolationNeeds): Pick<ViolationActs, 'drawUpSigns' | 'drawUpClosing'> {
  const { work } = needs;
  return {
    drawUpSigns(context: ActContext, principal: Principal, caseId: string) {
      return work.run(context, async (tx) => {
        const of = await lockedCase(tx, needs, principal, 'draw-up', { id: caseId });
        const ground = await recordGroundOf(tx, needs, of);
        // The minutes of the signs say the level that the signs gave, whatever was concluded later.
        const judged = of.levels.find(({ reportId }) => reportId === null);
        const found = judged === undefined ? {} : { level: judged.level, levelSteps: judged.steps };
        const model = needs.composeRecord.signs({ ...ground.ground, ...found, systems: of.systems, secretary: await selectOfficial(tx, principal.userId) });
        return (await prepareCaseRecord(tx, needs, of, ground, { kind: 'HS-11', model })).id;
      });
    },

    drawUpClosing(context: ActContext, principal: Principal, caseId: string) {
      return work.run(context, async (tx) => {
        const of = await lockedCase(tx, needs, principal, 'draw-up', { id: caseId });
        const accounts = of.containment === null ? [] : await selectLostAccounts(tx, of.containment.id);
        if (of.containment === null || !accounts.some(({ doneAt }) => doneAt !== null)) throw new Refused(refuse('no-account-closed', { clause: { article: 6, clause: 3, point: 'b' } }));
        const ground = await recordGroundOf(tx, needs, of);
        const model = needs.composeRecord.closing({
          ...ground.ground,
          decidedAt: of.containment.decidedAt,
          accounts: accounts.map(({ action, confirmedBy, confirmedByPost, ...account }) => ({
            ...account,
            actionText: action === null ? '' : actionText(action),
            confirmedBy: confirmedBy === null || confirmedByPost === null ? null : { name: confirmedBy, post: confirmedByPost },
          })),
          executor: await selectOfficial(tx, principal.userId),
        });
        return (await prepareCaseRecord(tx, needs, of, ground, { kind: 'HS-15', model })).id;
      });
    },
  };
}

function actionText(action: string): string {
  return Object.entries(closureWords).find(([code]) => code === action)?.[1] ?? action;
}
