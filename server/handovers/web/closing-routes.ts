import { contractPaths } from '../../contracts/index.js';
import { Forbidden } from '../../kernel/errors.js';
import { maySome } from '../../platform/authorization/ability.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { act, screen, type Ask, type Route } from '../../platform/http/routes.js';
import { recordEvents, recordHref } from '../../records/index.js';
import type { ClosingUseCases } from '../application/closing-use-cases.js';
import { paperKinds, type PaperKind } from '../application/draw-up-records.js';
import type { StartingGround } from '../application/read-models.js';
import { CLOSING_SUBJECT } from '../domain/closing.js';
import { contractCaption, contractCrumbs } from './closing-crumbs.js';
import { presentClosing } from './closing-presenter.js';
import { linkOrClosed, readerOf } from './closing-reader.js';
import { paperNames, paperSlugs } from './papers.js';
import { handoverPaths, handoverSection } from './paths.js';
import type { HandoverPorts } from './ports.js';

const idOf = (ask: Ask): string => ask.params['id'] ?? '';
const reading = { action: 'read', subject: CLOSING_SUBJECT };

/** The one page of a closing, and its papers. */
export function closingRoutes(closings: ClosingUseCases, ports: HandoverPorts): Route[] {
  return [
    screen(handoverPaths.closing(':id'), reading, async (ask) => seeOther(handoverPaths.ofContract((await closings.closing(ask.principal, idOf(ask))).contractId))),
    screen(handoverPaths.ofContract(':id'), reading, async (ask) => {
      const of = await closings.ofContract(ask.principal, idOf(ask));
      if (of === undefined) return notBegun(ask, await startingGroundFor(closings, ask), closings);
      const history = await closings.history(of.id);
      const reader = readerOf(ask, closings, of.agencyId);
      const links = ports.laterLinks?.ofClosing(of, reader.mayDo) ?? [];
      const model = presentClosing({ closing: of, history, eventTexts: ports.eventTexts(), regulation: ports.regulation(), verdicts: closings, library: closings.library(), links }, reader);
      return page('handovers/closing', `Kết thúc, bàn giao: ${of.contractName}`, model, { section: handoverSection });
    }),
    ...paperKinds.map((kind: PaperKind) =>
      act(handoverPaths.drawUp(':id', paperSlugs[kind]), { action: 'draw-up', subject: CLOSING_SUBJECT }, [recordEvents.prepared], async (ask) =>
        seeOther(recordHref(await closings.drawUp(ask.act, ask.principal, { closingId: idOf(ask), kind })), `Đã lập ${paperNames[kind]}; bản in trình ký có sau ít giây.`))),
  ];
}

/** What whoever may begin sees before anything has begun; undefined for those who only read. */
async function startingGroundFor(closings: ClosingUseCases, ask: Ask): Promise<StartingGround | undefined> {
  if (!maySome(ask.principal.ability, 'start', CLOSING_SUBJECT)) return undefined;
  try {
    return await closings.startingGround(ask.principal, idOf(ask));
  } catch (error) {
    if (error instanceof Forbidden) return undefined;
    throw error;
  }
}

function notBegun(ask: Ask, ground: StartingGround | undefined, closings: ClosingUseCases): ReturnType<typeof page> {
  const contract = { href: contractPaths.contract(idOf(ask)), text: 'Hợp đồng' };
  if (ground === undefined) return page('handovers/not-begun', 'Kết thúc, bàn giao', { crumbs: [contract] }, { section: handoverSection });
  const verdict = closings.mayStart(ground);
  return page('handovers/not-begun', 'Kết thúc, bàn giao', {
    crumbs: contractCrumbs(ground),
    caption: contractCaption(ground),
    act: { text: 'Bắt đầu kết thúc hợp đồng', ...linkOrClosed(verdict.allowed ? undefined : { reason: ask.refusalText(verdict) }, handoverPaths.start(ground.contractId)) },
  }, { section: handoverSection });
}
