import { randomUUID } from 'node:crypto';
import { recordEvent } from '../../audit-trail/index.js';
import { attachFiles } from '../../attachments/index.js';
import { lockContractFor } from '../../contracts/index.js';
import { formatDay, today } from '../../kernel/calendar-day.js';
import { NotFound, Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import type { HireFacts, MandatoryClause } from '../../library/index.js';
import type { Regulation } from '../../people/index.js';
import type { ActContext } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { RecordModel } from '../../records/index.js';
import { annexFindings, composeAnnex, type AnnexFacts } from '../domain/annex.js';
import { clausesFor, type SourceScope } from '../domain/clauses.js';
import { countAnnexes, insertAnnex, selectAnnexGround, type AnnexGround } from '../persistence/annexes.js';
import { hireFactsOf, newestReview } from '../persistence/reviews.js';
import { printAnnex, type AnnexToPrint } from './annex-document.js';
import { signingEvent } from './events.js';
import type { SigningNeeds } from './signing-needs.js';

/**
 * Writes the standard annex for a contract with all clauses that apply to it: a .docx to be put into tender and contract, kept with its hash and the place of every
 * clause, and the same text as record HS-05 to be printed. Every call is a new print; older ones stay.
 * @returns the number of the print
 * @throws NotFound, Forbidden, Refused ('contract-over')
 */
export function createMakeAnnex({ work, rolesThatMay, library, regulation, keepFile, prepareRecord }: SigningNeeds, annexRecord: (annex: AnnexToPrint) => RecordModel) {
  return function makeAnnex(context: ActContext, principal: Principal, contractId: string): Promise<number> {
    return work.run(context, async (tx) => {
      const contract = await lockContractFor(tx, principal, contractId, 'locate-clauses', rolesThatMay);
      if (['liquidated', 'archived', 'cancelled'].includes(contract.phase)) throw new Refused(refuse('contract-over', { clause: 'internal' }));
      const day = today({ now: () => tx.at });
      const model = library().libraryOn('standard-annex', day);
      const clauses = library().libraryOn('mandatory-clauses', day);
      const facts = await hireFactsOf(tx, contractId);
      const ground = await selectAnnexGround(tx, contractId);
      const review = await newestReview(tx, contractId);
      if (ground === undefined) throw new NotFound('contract');
      const parts = composeAnnex(model.entries, clausesFor(clauses.entries, facts), annexFactsOf(ground, facts, clauses.entries, regulation(), review?.sourceScope ?? null));
      const annex = { ordinal: (await countAnnexes(tx, contractId)) + 1, ground, parts, modelVersion: model.id };
      const file = await keepFile(await printAnnex(annex), `phu-luc-bao-dam-an-ninh-mang-ban-${String(annex.ordinal)}.docx`);
      await insertAnnex(tx, {
        id: randomUUID(), contractId, ordinal: annex.ordinal, modelVersion: model.id, clausesVersion: clauses.id, sha256: file.sha256, places: annexFindings(parts), madeBy: principal.userId,
      });
      const purpose = `Phụ lục bảo đảm an ninh mạng chuẩn, bản số ${String(annex.ordinal)}`;
      const attached = await attachFiles(tx, { subjectKind: 'contract', subjectId: contractId, agencyId: contract.agencyId, purpose }, [file]);
      await recordEvent(tx, signingEvent('signing.annex-made', contract, { ordinal: annex.ordinal, modelVersion: model.id, clausesVersion: clauses.id, sha256: file.sha256, files: attached }));
      await prepareRecord(tx, {
        kind: 'HS-05',
        agencyId: contract.agencyId,
        subject: { kind: 'contract', id: contractId },
        part: String(annex.ordinal),
        model: annexRecord(annex),
        libraryVersions: [model.id, clauses.id],
      });
      return annex.ordinal;
    });
  };
}

const operatorWords: Readonly<Record<string, string>> = { vendor: 'Bên B', 'hiring-agency': 'Bên A' };

/** What the annex says of each scope of source code (domain reference 6.1). */
export const sourceScopeSentences: Readonly<Record<SourceScope, string>> = {
  'none-made': 'hợp đồng không phát sinh mã nguồn làm riêng cho Bên A',
  'made-for-agency': 'mã nguồn, cấu hình, phần tích hợp làm riêng cho Bên A; không gồm mã nguồn sản phẩm của Bên B',
  'product-too': 'phần làm riêng cho Bên A và mã nguồn sản phẩm của Bên B theo giấy phép kèm theo',
  escrow: 'phần làm riêng cho Bên A; mã nguồn sản phẩm của Bên B được ký gửi tại bên thứ ba',
  'out-of-scope': 'mã nguồn sản phẩm của Bên B không thuộc phạm vi; Bên B chứng minh khi kết thúc rằng thông tin, dữ liệu khai thác được mà không cần sản phẩm đó',
};

function annexFactsOf(ground: AnnexGround, facts: HireFacts, clauses: readonly MandatoryClause[], regulation: Regulation, source: SourceScope | null): AnnexFacts {
  const list = (items: readonly string[]): string | undefined => (items.length === 0 ? undefined : items.join('; '));
  const personal = ground.assets.filter((asset) => asset.personal !== 'none').map((asset) => `${asset.name} (${asset.personal === 'sensitive' ? 'nhạy cảm' : 'cơ bản'})`);
  const incident = clauses.flatMap(({ parameters = [] }) => parameters).find(({ id }) => id === 'hours');
  return defined({
    contractName: ground.name,
    scope: ground.scope ?? undefined,
    systems: list(ground.systems.map((system) => `${system.name} (${system.code}), cấp độ ${String(system.level)}${system.approved ? '' : ' (tạm tính)'}`)),
    data: list(ground.assets.map(({ name }) => name)),
    places: list([...new Set(ground.assets.map(({ place }) => place))]),
    operator: ground.operatorKind === 'other-organization' ? (ground.operatorName ?? undefined) : operatorWords[ground.operatorKind ?? ''],
    regulation: regulationName(regulation),
    separation: facts.level >= 5 ? 'vật lý' : 'lô-gic',
    subcontractors: list(ground.subcontractors) ?? 'không có',
    personalData: list(personal),
    incidentHours: incident === undefined ? undefined : String(incident.default).padStart(2, '0'),
    sourceScope: source === null ? undefined : sourceScopeSentences[source],
  });
}

/** The regulation as a contract names it; while it is a draft the contract says so. */
function regulationName(regulation: Regulation): string {
  const name = 'Quy chế bảo đảm an ninh mạng hệ thống thông tin các cơ quan nhà nước trên địa bàn thành phố Hải Phòng';
  if (!regulation.issued) return `dự thảo ${name}`;
  return `${name} (ban hành kèm theo Quyết định số ${regulation.number} ngày ${formatDay(regulation.date)})`;
}

function defined(facts: Readonly<Record<string, string | undefined>>): AnnexFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}
