import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { RiskLevel } from '../../library/index.js';
import type { Ability } from '../../platform/authorization/ability.js';
import type { Reader } from '../../platform/database/reading.js';
import { containsWords, readRegister, type RegisterResult, type RegisterSql, type RegisterView } from '../../platform/database/register-query.js';
import type { AssessmentStatus } from '../domain/assessment.lifecycle.js';
import type { Stage } from '../domain/scoring.js';
import { assessmentFields } from './read-assessment.js';

export interface AssessmentRegisterRow {
  readonly id: string;
  readonly stage: Stage;
  readonly status: AssessmentStatus;
  readonly level: number;
  readonly worst_level: RiskLevel | null;
  readonly approved_on: CalendarDay | null;
  readonly valid_until: CalendarDay | null;
  readonly contract_number: string | null;
  readonly contract_name: string;
  readonly vendor_name: string | null;
  readonly agency_name: string;
}

const register: RegisterSql = {
  select: `a.id, a.stage, a.status, a.level, a.worst_level, a.approved_on, a.valid_until, c.number AS contract_number, c.name AS contract_name, v.name AS vendor_name, g.name AS agency_name`,
  from: 'risk_assessment a JOIN published_contract c ON c.id = a.contract_id JOIN agency g ON g.id = a.agency_id LEFT JOIN published_vendor v ON v.id = c.vendor_id',
  countFrom: 'risk_assessment a',
  visible: { action: 'read', subject: 'RiskAssessment', fields: assessmentFields },
  filters: {
    q: (value, bind) => {
      const found = containsWords('f.folded', value, bind);
      return found === undefined ? undefined : `a.contract_id = ANY (ARRAY(SELECT f.id FROM published_contract f WHERE ${found}))`;
    },
    'co-quan': (value, bind) => {
      const named = containsWords('n.search', value, bind);
      return named === undefined ? undefined : `a.agency_id = ANY (ARRAY(SELECT n.id FROM agency n WHERE ${named}))`;
    },
    'giai-doan': (value, bind) => `a.stage = ${bind(value)}`,
    'trang-thai': (value, bind) => (value === 'lapsed' ? `a.status = 'approved' AND a.valid_until < app_today()` : `a.status = ${bind(value)}`),
    'muc-rui-ro': (value, bind) => `a.worst_level = ${bind(value)}`,
  },
  sorts: { newest: 'a.seq' },
  tieBreak: 'a.seq',
};

/** Rows and count of one page of the register of assessments, in one statement. */
export function selectRegister(reader: Reader, ability: Ability, view: RegisterView): Promise<RegisterResult<AssessmentRegisterRow>> {
  return readRegister<AssessmentRegisterRow>(reader, register, ability, view);
}
