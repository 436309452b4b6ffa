import type { EventTexts } from '../../audit-trail/index.js';
import { yearOf, type CalendarDay } from '../../kernel/calendar-day.js';
import { may, maySome } from '../../platform/authorization/ability.js';
import { page } from '../../platform/http/answers.js';
import type { Principal } from '../../platform/http/principal.js';
import { exportRoute } from '../../platform/http/register-export.js';
import { registerModel, registerView } from '../../platform/http/register-page.js';
import { screen, type Ask, type Route } from '../../platform/http/routes.js';
import { presentAttachment } from '../../attachments/index.js';
import { mayExamineContractOf } from '../application/access.js';
import type { ContractDetail } from '../application/read-contracts.js';
import type { ContractUseCases } from '../application/use-cases.js';
import { isRunning } from '../domain/contract.lifecycle.js';
import { mayAmend } from '../domain/gate.js';
import { presentChapters, rowsOf, type ChapterSource } from './chapters.js';
import { clockOf } from './clock.js';
import {
  actLinks,
  beneficiaryRows,
  headFacts,
  moneyRows,
  operatorRows,
  partyRows,
  presentAmendment,
  signingRows,
  systemRow,
  termModel,
} from './contract-presenter.js';
import { railOf } from './duties.js';
import { historyBefore, historySection } from './history-section.js';
import type { LibraryChoices } from './library-choices.js';
import { presentNextStep } from './next-step.js';
import { contractPaths, contractSection } from './paths.js';
import { registerChoices, registerScreen, type RegisterChoices } from './register-screen.js';
import { entryWords, phaseStates } from './words.js';

/** What the pages of contracts need beside this room's own use cases. */
export interface ContractPorts {
  readonly library: LibraryChoices;
  readonly eventTexts: () => EventTexts;
  /** What later rooms tell of a contract; one statement for all of them. */
  readonly chapters: readonly ChapterSource[];
  /** Acts of later rooms that begin at a contract, for whoever may. */
  readonly laterActs?: (principal: Principal, contract: ContractDetail) => readonly { readonly href: string; readonly text: string }[];
}

const read = { action: 'read', subject: 'Contract' };

/** The register and the page of a contract. */
export function contractRoutes(contracts: ContractUseCases, ports: ContractPorts): Route[] {
  const choicesToday = createChoicesOfDay(ports.library, contracts);
  const shownTo = (principal: Principal) => registerScreen(principal, choicesToday());
  return [
    screen(contractPaths.register, read, async (ask) => {
      const shown = shownTo(ask.principal);
      const view = registerView(shown, ask.query);
      const register = registerModel(shown, view, await contracts.register(ask.principal, view));
      const mayRegister = maySome(ask.principal.ability, 'register', 'Contract');
      const model = {
        register,
        createHref: mayRegister ? contractPaths.create : '',
        transitionalHref: mayRegister ? contractPaths.enterTransitional : '',
        spendingHref: contractPaths.securitySpending,
      };
      return page('contracts/register', 'Hợp đồng', model, { section: contractSection });
    }),
    exportRoute({ path: contractPaths.register, may: read, screen: (ask) => shownTo(ask.principal), rows: (ask, view) => contracts.registerRows(ask.principal, view) }),
    screen(contractPaths.contract(':id'), read, async (ask) => {
      const contract = await contracts.contract(ask.principal, ask.params['id'] ?? '');
      const examines = mayExamineContractOf(ask.principal, contract.agencyId);
      const before = historyBefore(ask.query);
      const [history, files, told] = await Promise.all([
        contracts.history(contract.id, before),
        examines ? contracts.files(contract.id) : undefined,
        contracts.chapters(contract.id, ports.chapters.map(({ sqlFunction }) => sqlFunction)),
      ]);
      const today = contracts.today();
      const chapters = presentChapters(ports.chapters, told, { contract, today, examines });
      const reviewDone = chapters.some((chapter) => chapter.reviewDone === true);
      const model = {
        crumbs: [{ href: contractPaths.register, text: 'Hợp đồng' }],
        caption: contract.number === null ? 'Hợp đồng chưa có số' : `Hợp đồng ${contract.number}`,
        name: contract.name,
        facts: headFacts(contract, examines),
        states: [
          phaseStates[contract.phase],
          ...(contract.entryKind === 'transitional' ? [{ tone: 'neutral', icon: 'info', word: entryWords.transitional }] : []),
        ],
        next: presentNextStep(contract, today, rolesAt(ask.principal, contract.agencyId), chapters),
        alerts: chapters.flatMap(({ alerts }) => alerts ?? []),
        duties: railOf(contract, today, chapters.flatMap(({ duties }) => (duties === undefined ? [] : [duties]))),
        told: { signing: rowsOf(chapters, 'signing'), use: rowsOf(chapters, 'use'), violation: rowsOf(chapters, 'violation'), ending: rowsOf(chapters, 'ending') },
        acts: [...actsFor(ask, contract), ...(ports.laterActs?.(ask.principal, contract) ?? [])],
        transferWaiting: transferWaiting(ask.principal, contract),
        parties: partyRows(contract, ports.library),
        signing: signingRows(contract, ports.library),
        reviewClock: contract.reviewDueOn !== null && isRunning(contract.phase) && !reviewDone ? { ...clockOf(contract.reviewDueOn, today), label: 'Rà soát hợp đồng chuyển tiếp' } : undefined,
        operator: operatorRows(contract, ports.library),
        systems: contract.systems.map(systemRow),
        withoutSystem: contract.withoutSystem,
        beneficiaries: beneficiaryRows(contract),
        term: termModel(contract, today),
        money: examines ? moneyRows(contract, ports.library) : undefined,
        amendments: contract.amendments.map((amendment) => presentAmendment(amendment, examines)).reverse(),
        files: files && { list: files.map(presentAttachment) },
        timeline: historySection(contract.id, history, before, ports.eventTexts(), examines),
      };
      return page('contracts/contract', contract.name, model, { section: contractSection });
    }),
  ];
}

function createChoicesOfDay(library: LibraryChoices, contracts: ContractUseCases): () => RegisterChoices {
  let made: { readonly day: CalendarDay; readonly choices: RegisterChoices } | undefined;
  return () => {
    const day = contracts.today();
    if (made?.day !== day) made = { day, choices: registerChoices(library.serviceKinds(day), yearOf(day)) };
    return made.choices;
  };
}

function rolesAt(principal: Principal, agencyId: string): string[] {
  return principal.held.filter(({ agencyIds }) => agencyIds?.includes(agencyId) ?? true).map(({ role }) => role);
}

/** An act of the page: where it is done, or why it is not open now. */
type PageAct = { readonly text: string } & ({ readonly href: string } | { readonly closed: { readonly reason: string } });

/** The acts this person may do to this contract now. */
function actsFor(ask: Ask, contract: ContractDetail): PageAct[] {
  const mayDo = (action: string): boolean => may(ask.principal.ability, action, 'Contract', { agencyId: contract.agencyId, beneficiaryIds: contract.beneficiaryIds });
  const links = actLinks(contract);
  const open = contract.phase === 'planned' || isRunning(contract.phase);
  return [
    ...(open && mayDo('change') ? [{ href: links.change, text: 'Sửa thông tin' }] : []),
    ...(isRunning(contract.phase) && mayDo('amend') ? [amendAct(ask, contract, links.amend)] : []),
    ...(mayDo('attach') ? [{ href: links.attach, text: 'Đính kèm tệp' }] : []),
    ...(!contract.transfers.some(({ outcome }) => outcome === null) && mayDo('request-transfer') ? [{ href: links.requestTransfer, text: 'Chuyển cơ quan quản lý' }] : []),
    ...(contract.phase === 'planned' && mayDo('cancel') ? [{ href: links.cancel, text: 'Hủy hợp đồng dự kiến' }] : []),
  ];
}

/** Recording an amendment; closed with the reason when the policy refuses it now. */
function amendAct(ask: Ask, contract: ContractDetail, href: string): PageAct {
  const text = 'Ghi nhận phụ lục';
  const verdict = mayAmend(contract.phase, contract.amendmentStop);
  return verdict.allowed ? { href, text } : { text, closed: { reason: ask.refusalText(verdict) } };
}

function transferWaiting(principal: Principal, contract: ContractDetail): { text: string; href?: string } | undefined {
  const open = contract.transfers.find(({ outcome }) => outcome === null);
  if (open === undefined) return undefined;
  const readable = may(principal.ability, 'read', 'ContractTransfer', { agencyId: open.toAgencyId });
  return { text: `${open.toName} chưa quyết định tiếp nhận (văn bản số ${open.documentNumber}).`, ...(readable ? { href: contractPaths.transfer(open.id) } : {}) };
}
