import type { Ability } from '../../platform/authorization/ability.js';
import type { SqlFields } from '../../platform/authorization/ability-to-sql.js';
import type { Reader } from '../../platform/database/reading.js';
import { readRegister, type RegisterResult, type RegisterSql, type RegisterView } from '../../platform/database/register-query.js';
import { standings, type Standing } from '../domain/standing.js';

/** Where the facts that permissions look at stand in a table of questionnaires called `q`. */
export const questionnaireFields: SqlFields = { agencyId: { column: 'q.agency_id', type: 'uuid' } };

export interface QuestionnaireRegisterRow {
  readonly id: string;
  readonly contract_number: string | null;
  readonly contract_name: string;
  readonly vendor_name: string;
  readonly agency_name: string;
  readonly state: Standing;
  readonly recipient_name: string | null;
  readonly sent_at: Date;
  readonly expires_at: Date | null;
  readonly submitted_at: Date | null;
  readonly opened_count: number;
}

const register: RegisterSql = {
  select: `q.id, c.number AS contract_number, c.name AS contract_name, v.name AS vendor_name, a.name AS agency_name, q.state, q.recipient_name, q.sent_at, q.expires_at,
           q.submitted_at, q.opened_count`,
  from: 'published_questionnaire q JOIN published_contract c ON c.id = q.contract_id JOIN published_vendor v ON v.id = q.vendor_id JOIN agency a ON a.id = q.agency_id',
  countFrom: 'published_questionnaire q',
  visible: { action: 'read', subject: 'Questionnaire', fields: questionnaireFields },
  filters: {
    q: (value, bind) => everyWord(value, bind),
    'tinh-trang': (value, bind) => (standings.some((standing) => standing === value) ? `q.state = ${bind(value)}` : undefined),
  },
  sorts: { newest: 'q.seq', 'ngay-gui': 'q.sent_at', 'ngay-tra-loi': 'q.submitted_at', 'het-han': 'q.expires_at' },
  tieBreak: 'q.seq',
};

/** Every typed word stands in the contract's own words or in the vendor's, with or without diacritics. */
function everyWord(typed: string, bind: (value: unknown) => string): string | undefined {
  const words = typed.split(/\s+/).filter((word) => word !== '').slice(0, 8).map((word) => word.replaceAll(/[\\%_]/g, String.raw`\$&`));
  if (words.length === 0) return undefined;
  return words
    .map((word) => {
      const pattern = `'%' || fold_text(${bind(word)}) || '%'`;
      return `(q.contract_id = ANY (ARRAY(SELECT f.id FROM published_contract f WHERE f.folded LIKE ${pattern})) OR q.vendor_id = ANY (ARRAY(SELECT w.id FROM published_vendor w WHERE w.folded_search LIKE ${pattern})))`;
    })
    .join(' AND ');
}

/** Rows and count of one page of the register, in one statement. */
export function selectRegister(reader: Reader, ability: Ability, view: RegisterView): Promise<RegisterResult<QuestionnaireRegisterRow>> {
  return readRegister<QuestionnaireRegisterRow>(reader, register, ability, view);
}
