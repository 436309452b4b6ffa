import { today } from '../../kernel/calendar-day.js';
import { NotFound, Refused } from '../../kernel/errors.js';
import { refuse, type Verdict } from '../../kernel/refusal.js';
import { readSigners, readSigningAuthority } from '../../people/index.js';
import type { ActContext, Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { readSigner, type RecordSigner } from '../../records/index.js';
import { mayDrawUpMinutes, mayDrawUpReport } from '../domain/record-policy.js';
import { selectIncident, selectOfficial, type IncidentDetail } from '../persistence/read-incident.js';
import { requireIncident } from './access.js';
import type { IncidentNeeds } from './incident-needs.js';
import type { IncidentMaterial, ReportParts } from './record-material.js';
import { placeOf } from './supplement-incident.js';

/** Committees sign in their own name (NĐ 30/2020, Phụ lục I, mục II.7). */
const councils: readonly string[] = ['city', 'ward', 'commune', 'special_zone'];

/** The acts that draw up the records of an incident; each gives the identifier of the record, which is frozen and waits to be printed. */
export function createDrawUpRecords(needs: IncidentNeeds) {
  const { work, library, regulation, prepareRecord, composeRecord, rolesThatMay } = needs;

  async function materialFor(tx: Transaction, principal: Principal, id: string): Promise<IncidentMaterial> {
    const incident = await selectIncident((sql, values) => tx.query(sql, values), id);
    requireIncident(principal, 'draw-up', incident, rolesThatMay);
    if (incident === undefined) throw new NotFound('incident');
    const [kinds = '', levels = ''] = [incident.kindsEdition, incident.levelsEdition].map((edition) => edition.split('@')[1]);
    return {
      incident,
      kind: library().edition('incident-kinds', kinds).entries.find((entry) => entry.id === incident.kind),
      level: library().edition('incident-levels', levels).entries.find((entry) => entry.id === incident.levels[0]?.level),
      regulation: regulation(),
    };
  }

  return {
    /** HS-23, the 24-hour report with its six parts; every call is a new record. @throws NotFound, Forbidden, Refused ('incident-draft-waiting', 'incident-no-signer') */
    drawUpReport: (context: ActContext, principal: Principal, command: { readonly incidentId: string; readonly parts: ReportParts }): Promise<string> =>
      work.run(context, async (tx) => {
        const material = await materialFor(tx, principal, command.incidentId);
        pass(mayDrawUpReport(draftOf(material.incident, 'HS-23')));
        const signer = await signerOf(tx, material.incident);
        const record = await prepareRecord(tx, {
          ...recordPlace(material.incident), kind: 'HS-23', part: await nextPart(tx, material.incident.id, 'HS-23'), model: composeRecord.report({ ...material, parts: command.parts, signer }), signer,
        });
        return record.id;
      }),

    /**
     * HS-22, the minutes that a violation of personal data happened (Luật 91/2025, khoản 2 Điều 23).
     * @throws NotFound, Forbidden, Refused ('incident-without-personal-data', 'incident-draft-waiting', 'incident-no-signer')
     */
    drawUpMinutes: (context: ActContext, principal: Principal, incidentId: string): Promise<string> =>
      work.run(context, async (tx) => {
        const material = await materialFor(tx, principal, incidentId);
        const { incident } = material;
        const personal = incident.conditions.find(({ condition }) => condition === 'personal-data');
        pass(mayDrawUpMinutes({ personalData: personal !== undefined, waiting: draftOf(incident, 'HS-22') }));
        const signer = await signerOf(tx, incident);
        const secretary = await selectOfficial((sql, values) => tx.query(sql, values), principal.userId);
        const record = await prepareRecord(tx, {
          ...recordPlace(incident), kind: 'HS-22', part: await nextPart(tx, incident.id, 'HS-22'), model: composeRecord.minutes({ ...material, note: personal?.note ?? '', signer, secretary, at: tx.at }),
        });
        return record.id;
      }),
  };
}

/** The code of the record of a kind that waits for its number. */
export function draftOf({ records }: Pick<IncidentDetail, 'records'>, kind: string): string | undefined {
  return records.find((record) => record.kind === kind && record.status !== 'registered')?.code;
}

function recordPlace(incident: IncidentDetail) {
  const place = placeOf(incident);
  return {
    agencyId: incident.agencyId,
    subject: { kind: 'incident', id: incident.id },
    libraryVersions: [incident.kindsEdition, incident.levelsEdition],
    concerns: [...(place.contractId === null ? [] : [{ kind: 'contract', id: place.contractId }]), ...place.systemIds.map((id) => ({ kind: 'system', id }))],
  };
}

/** Tells the next record of a kind apart from those before it, withdrawn ones included. */
async function nextPart(tx: Transaction, incidentId: string, kind: string): Promise<string> {
  const [row] = await tx.query<{ next: number }>(`SELECT count(*)::int + 1 AS next FROM published_record WHERE subject_kind = 'incident' AND subject_id = $1 AND kind = $2`, [incidentId, kind]);
  return String(row?.next ?? 1);
}

/** A head of the agency who holds the authority for violations today. @throws Refused ('incident-no-signer') */
async function signerOf(tx: Transaction, { agencyId, agencyKind }: IncidentDetail): Promise<RecordSigner> {
  const heads = await readSigners({ rows: (sql, values = []) => tx.query(sql, values) }, agencyId);
  const onDay = today({ now: () => tx.at });
  const onBehalfOf = councils.includes(agencyKind) ? { onBehalfOf: 'Ủy ban nhân dân' } : {};
  for (const { id: personId } of heads) {
    const held = await readSigningAuthority(tx, { personId, agencyId, area: 'violations', onDay });
    if (held !== undefined) return readSigner(tx, { agencyId, personId, area: 'violations', ...onBehalfOf });
  }
  throw new Refused(refuse('incident-no-signer', { clause: 'internal' }));
}

function pass(verdict: Verdict): void {
  if (!verdict.allowed) throw new Refused(verdict);
}
